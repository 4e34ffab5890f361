import JobUComposition
import JobUHandler
import JobUModel
import JobUTesting
import Testing

@Suite("What a handler declares for its runs")
struct HandlerDefaultsTests {
    @Test("is what a run gets that a program asks for by the handler's type")
    func request() throws {
        let request = try JobRequest(Settle.self, Settle.Params())
        #expect(request.queue == "money")
        #expect(request.priority == 5)
        #expect(request.maxRetry == 1)
        #expect(request.retryBackoff == RetryBackoff(kind: .fixed, baseSeconds: 60, jitter: 0))
        #expect(request.timeoutSeconds == 120)
        let named = JobRequest(handlerName: "settle")
        #expect(named.maxRetry == 3 && named.queue == "default")
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
        let error = #expect(throws: StartError.self) { try registry.checkDefaults() }
        #expect(error?.description.contains("the defaults of handler 'hasty': timeout_seconds") == true)
        try HandlerRegistry([RegisteredHandler(Settle())]).checkDefaults()
    }
}

private struct Settle: JobHandler {
    static let name = "settle"
    static let defaults = HandlerDefaults(
        queue: "money", priority: 5, maxRetry: 1, retryBackoff: RetryBackoff(kind: .fixed, baseSeconds: 60, jitter: 0), timeoutSeconds: 120)

    struct Params: Codable, Sendable {}

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult { throw HandlerError("the ledger is closed") }
}

private struct Hasty: JobHandler {
    static let name = "hasty"
    static let defaults = HandlerDefaults(timeoutSeconds: 0)

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult { .success }
}
