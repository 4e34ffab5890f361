import JobUComposition
import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Testing

@testable import JobUTesting

@Suite("Enqueueing from a program")
struct EnqueueTests {
    /// Whether workers were told to look since somebody asked last.
    private func isNotified(_ listener: SignalListener) async throws -> Bool {
        try await listener.wait(for: .zero, clock: TimeSource.system.clock) == .notified
    }

    @Test("workers are told of an execution when its transaction is committed: not before, and not after a rollback")
    func notified() async throws {
        let scheduler = try await TestScheduler { Report() }
        let listener = scheduler.openStore.signals.listener(to: [.executions])
        try await scheduler.databases.transaction("default") { tx in
            for _ in 0..<2 { try await scheduler.client.enqueue(Report.self, .init(to: "ops"), in: tx) }
            try await scheduler.client.enqueue(contentsOf: [JobRequest(handlerName: "report")], in: tx)
            #expect(try await !isNotified(listener))
        }
        #expect(try await isNotified(listener))
        await #expect(throws: CancellationError.self) {
            try await scheduler.databases.transaction("default") { tx in
                try await scheduler.client.enqueue(named: "report", in: tx)
                throw CancellationError()
            }
        }
        #expect(try await !isNotified(listener))
        #expect(try await scheduler.executions(of: Report.self, .pending).count == 3)
        try await scheduler.close()
    }

    @Test("an execution has what its handler declares, or what the caller says instead")
    func options() async throws {
        let scheduler = try await TestScheduler { Report() }
        let declared = try await scheduler.client.enqueue(Report.self, .init(to: "ops"))
        #expect(declared.isNew)
        let said = try await scheduler.client.enqueue(
            Report.self, .init(to: "ops"), runAt: scheduler.now + .seconds(60), uniqueKey: "once", options: ExecutionOptions(queue: "fast"))
        #expect(try await scheduler.client.enqueue(named: "report", uniqueKey: "once") == .alreadyExists(said.id))
        let named = try await scheduler.client.enqueue(named: "report", json: #"{"to": "ops"}"#)
        #expect(try await scheduler.run(declared.id).queue == "reports")
        #expect(try await scheduler.run(said.id).queue == "fast")
        #expect(try await scheduler.run(said.id).runAt == scheduler.now + .seconds(60))
        #expect(try await scheduler.run(named.id).queue == "default")
        try await scheduler.close()
    }

    @Test("what is not valid is refused with every field that is wrong")
    func refused() async throws {
        let scheduler = try await TestScheduler { Report() }
        let options = await #expect(throws: EnqueueError.self) {
            try await scheduler.client.enqueue(
                Report.self, .init(to: "ops"), options: ExecutionOptions(queue: " ", priority: 11, timeout: .zero))
        }
        #expect(options?.code == .invalidOptions && options?.isRetryable == false)
        #expect(options?.problems.map(\.field) == ["timeout_seconds", "queue", "priority"])
        let request = await #expect(throws: EnqueueError.self) {
            try await scheduler.client.enqueue(
                named: "report", json: "[]", uniqueKey: "", options: ExecutionOptions(retryBackoff: .fixed(.seconds(100_000))))
        }
        #expect(request?.code == .invalidRequest)
        #expect(request?.problems.map(\.field) == ["handler_params", "unique_key", "retry_backoff"])
        #expect(try await scheduler.executions().isEmpty)
        try await scheduler.close()
    }
}

private struct Report: JobHandler {
    static let name = "report"
    static let options = ExecutionOptions(queue: "reports")

    struct Params: Codable, Sendable {
        var to: String
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult { .success("sent", data: ["to": .string(params.to)]) }
}
