import JobUComposition
import JobUHandler
import JobUModel
import JobUTesting
import Testing

@Suite("What a handler declares for its runs")
struct HandlerOptionsTests {
    @Test("is what a run gets that a program asks for by the handler's type")
    func request() throws {
        let request = try JobRequest(Settle.self, Settle.Params())
        #expect(request.options.queue == "money")
        #expect(request.options.priority == 5)
        #expect(request.options.maxRetry == 1)
        #expect(request.options.retryBackoff == RetryBackoff(kind: .fixed, baseSeconds: 60, jitter: 0))
        #expect(request.options.timeoutSeconds == 120)
        let named = JobRequest(handlerName: "settle")
        #expect(named.options.maxRetry == 3 && named.options.queue == "default")
    }

    @Test("is what its retry waits for")
    func retry() async throws {
        let scheduler = try await TestScheduler { Settle() }
        let start = scheduler.now
        let execution = try await scheduler.run(Settle.self, Settle.Params())
        #expect(execution.queue == "money" && execution.priority == 5)
        #expect(execution.status == .retry)
        #expect(execution.runAt == start + .seconds(60))
        try await scheduler.advance(by: .seconds(60))
        let last = try await scheduler.run(execution.id)
        #expect(last.status == .failed)
        #expect(last.attempt == 2)
        try await scheduler.close()
    }

    @Test("is what its crons get, unless it names a handler of another program")
    func cron() async throws {
        let scheduler = try await TestScheduler { Settle() }
        try await scheduler.addCron("nightly", "0 3 * * *", Settle.self, Settle.Params())
        try await scheduler.addCron("other", "0 3 * * *", handlerName: "other")
        try await scheduler.advance(by: .seconds(86_400))
        #expect(try await scheduler.executions(of: Settle.self).map(\.queue) == ["money"])
        #expect(try await scheduler.executions(handlerName: "other").map(\.queue) == ["default"])
        try await scheduler.close()
    }

    @Test("stops a program at its start where no cron may have it")
    func bad() throws {
        let registry = try HandlerRegistry([RegisteredHandler(Hasty())])
        let error = #expect(throws: StartError.self) { try registry.checkOptions() }
        #expect(error?.description.contains("the options of handler 'hasty': timeout_seconds") == true)
        try HandlerRegistry([RegisteredHandler(Settle())]).checkOptions()
    }
}

private struct Settle: JobHandler {
    static let name = "settle"
    static let options = ExecutionOptions(
        queue: "money", priority: 5, maxRetry: 1, retryBackoff: .fixed(.seconds(60)), timeout: .seconds(120))

    struct Params: Codable, Sendable {}

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult { throw HandlerError("the ledger is closed") }
}

private struct Hasty: JobHandler {
    static let name = "hasty"
    static let options = ExecutionOptions(timeout: .zero)

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult { .success }
}
