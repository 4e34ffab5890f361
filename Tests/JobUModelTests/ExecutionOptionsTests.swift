import JobUModel
import Testing

@Suite("The options of an execution")
struct ExecutionOptionsTests {
    @Test("those that nobody declares are valid")
    func defaults() {
        let options = ExecutionOptions()
        #expect(options.problems.isEmpty)
        #expect(options.queue == "default" && options.priority == 0 && options.maxRetry == 3)
        #expect(options.retryBackoff == RetryBackoff() && options.timeout == .seconds(3600))
    }

    /// Options outside of their limits, and the field that says so.
    static let outside: [(ExecutionOptions, String)] = [
        (ExecutionOptions(queue: " "), "queue"), (ExecutionOptions(queue: String(repeating: "q", count: 101)), "queue"),
        (ExecutionOptions(priority: 11), "priority"), (ExecutionOptions(priority: -11), "priority"),
        (ExecutionOptions(maxRetry: -1), "max_retry"), (ExecutionOptions(maxRetry: 101), "max_retry"),
        (ExecutionOptions(retryBackoff: .fixed(.seconds(86_401))), "retry_backoff"),
        (ExecutionOptions(retryBackoff: .exponential(.seconds(1), max: .seconds(604_801))), "retry_backoff"),
        (ExecutionOptions(retryBackoff: .fixed(.seconds(1), jitter: 1.1)), "retry_backoff"),
        (ExecutionOptions(timeout: .zero), "timeout_seconds"), (ExecutionOptions(timeout: .seconds(-1)), "timeout_seconds"),
        (ExecutionOptions(timeout: .seconds(604_800) + .milliseconds(1)), "timeout_seconds"),
        (ExecutionOptions(timeout: .seconds(Int64.max)), "timeout_seconds"),
    ]

    @Test("each has its limits", arguments: outside)
    func limits(options: ExecutionOptions, field: String) {
        #expect(options.problems.map(\.field) == [field])
    }

    @Test("are stored in whole seconds, of which a part counts as a whole one, under the names of the columns")
    func stored() throws {
        let options = ExecutionOptions(
            queue: "money", retryBackoff: .fixed(.milliseconds(1_500)), timeout: .milliseconds(9_001))
        let text = try JSONText.encode(options)
        #expect(
            JSONText.stored(text)
                == JSONText.stored(
                    #"{"queue":"money","priority":0,"max_retry":3,"timeout_seconds":10,"#
                        + #""retry_backoff":{"kind":"fixed","base_seconds":2,"max_seconds":3600,"jitter":0}}"#))
        let read = try JSONText.decode(ExecutionOptions.self, from: text)
        #expect(read.timeout == .seconds(10) && read.queue == "money")
    }

    @Test("a fixed wait is as long as it says, also beyond the longest of the default")
    func fixedWait() {
        #expect(RetryBackoff.fixed(.seconds(7_200)).delay(beforeRetry: 3, random: 0.5) == .seconds(7_200))
        #expect(RetryBackoff.exponential(.seconds(5), jitter: 0).delay(beforeRetry: 3, random: 0.5) == .seconds(20))
    }
}
