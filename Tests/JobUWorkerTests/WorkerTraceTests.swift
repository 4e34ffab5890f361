import InMemoryTracing
import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import TestSupport
import Testing
import Tracing

@Suite("The spans of a worker", .timeLimit(.minutes(1)))
struct WorkerTraceTests {
    /// Runs one execution under a tracer and answers the spans that ended, by name.
    private func spans(
        maxRetry: Int = 0, _ body: @escaping @Sendable (JobContext) async throws -> HandlerResult
    ) async throws -> [String: [FinishedInMemorySpan]] {
        let tracer = InMemoryTracer()
        let harness = try await WorkerHarness()
        try await withTracer(tracer) {
            try await harness.whileWorking(ScriptedHandler { _, context in try await body(context) }) { _ in
                _ = try await harness.enqueue { $0.options.maxRetry = maxRetry }
                try await harness.sleep(60)
            }
        }
        return Dictionary(grouping: tracer.finishedSpans, by: \.operationName)
    }

    @Test("a run is a span from its claim to its stored result, and the handler's own spans are below it")
    func run() async throws {
        let spans = try await spans { _ in
            withSpan("mail") { _ in .success }
        }
        let execution = try #require(spans["run sample"]?.first)
        #expect(execution.kind == .consumer)
        #expect(execution.attributes.get("jobu.execution.id") == .int64(1))
        #expect(execution.attributes.get("jobu.execution.attempt") == .int64(1))
        #expect(execution.attributes.get("jobu.execution.status") == .string("SUCCESS"))
        #expect(execution.attributes.get("jobu.handler.name") == .string("sample"))
        #expect(execution.status == nil)
        for child in ["mail", "finish"] {
            let span = try #require(spans[child]?.first)
            #expect(span.parentSpanID == execution.spanID)
            #expect(span.traceID == execution.traceID)
        }
    }

    @Test("each attempt is a span of its own; one that failed is an error")
    func failure() async throws {
        let executions = try #require(
            try await spans(maxRetry: 1) { context in
                if context.attempt == 1 { throw HandlerError("no") }
                return .success
            }["run sample"])
        #expect(executions.map(\.status?.code) == [.error, nil])
        #expect(executions.map { $0.attributes.get("jobu.execution.status") } == [.string("RETRY"), .string("SUCCESS")])
    }

    @Test("a claim is a span only where it took something")
    func claim() async throws {
        let claims = try #require(try await spans { _ in .success }["claim"])
        #expect(claims.map { $0.attributes.get("jobu.executions.claimed") } == [.int64(1)])
    }

    @Test("a handler's transaction is a span below the run; outside of any span there is none")
    func transactions() async throws {
        let fixture = try TestDatabase.sqlite()
        let database = fixture.database
        let tracer = InMemoryTracer()
        try await withTracer(tracer) {
            try await database.transaction { tx in _ = try await tx.fetchAll("SELECT 1 AS one") }
            #expect(tracer.finishedSpans.isEmpty)
            try await withSpan("run") { _ in
                _ = try await database.transaction(readOnly: true) { tx in try await tx.fetchAll("SELECT 1 AS one") }
            }
        }
        try await database.close()
        let span = try #require(tracer.finishedSpans.first { $0.operationName == "transaction jobu" })
        #expect(span.attributes.get("db.operation.name") == .string("read"))
    }
}
