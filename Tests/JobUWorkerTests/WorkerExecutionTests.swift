import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import JobUWorker
import TestSupport
import Testing

@Suite("A worker runs what is due", .timeLimit(.minutes(1)))
struct WorkerExecutionTests {
    @Test("a run becomes SUCCESS with its result and times")
    func success() async throws {
        let harness = try await WorkerHarness()
        let handler = ScriptedHandler { _, context in
            try await harness.sleep(2)
            return .success("sent", data: ["attempt": .string("\(context.attempt)")])
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            #expect(try await harness.status(id) == .running)
            try await harness.sleep(2)
            let execution = try await harness.execution(id)
            #expect(execution.status == .success)
            #expect(execution.result == #"{"action":"sent","data":{"attempt":"1"}}"#)
            #expect(execution.startedAt == execution.createdAt)
            #expect(execution.finishedAt == execution.createdAt + .seconds(2))
            #expect(execution.errorMessage == nil)
        }
    }

    @Test("a run that fails is retried after its backoff until its retries are used up")
    func retries() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(ScriptedHandler { _, context in throw HandlerError("no \(context.attempt)") }) { _ in
            let id = try await harness.enqueue { $0.options.maxRetry = 2 }
            try await harness.sleep(9)
            #expect(try await harness.status(id) == .retry)
            try await harness.sleep(2)
            #expect(try await harness.execution(id).errorMessage == "no 2")
            try await harness.sleep(100)
            let execution = try await harness.execution(id)
            #expect(execution.status == .failed)
            #expect((execution.attempt, execution.retryCount) == (3, 2))
            #expect(execution.errorMessage == "no 3")
            #expect(execution.finishedAt == execution.createdAt + .seconds(20))
            #expect(try await harness.store.attempts(of: id).map(\.attempt) == [1, 2, 3])
        }
    }

    @Test("parameters that do not fit fail the run without a retry and without calling the handler")
    func paramsDoNotFit() async throws {
        let harness = try await WorkerHarness()
        let calls = Kept<ExecutionID>()
        let handler = ScriptedHandler { _, context in
            calls.keep(context.executionID)
            return .success
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue(params: #"{"seconds": "soon"}"#)
            try await harness.sleep(1)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt) == (.failed, 1))
            #expect(execution.errorMessage == "invalid handler_params: 'seconds' must be a number, not a text")
        }
        #expect(calls.values.isEmpty)
    }

    @Test("a permanent error fails the run at once")
    func permanent() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(ScriptedHandler { _, _ in throw HandlerError.permanent("never") }) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            #expect(try await harness.status(id) == .failed)
            #expect(try await harness.outcomes(id) == [.failed])
        }
    }

    @Test("a handler's text with a NUL, and a very long one, are stored in a form that can be read")
    func oddErrors() async throws {
        let harness = try await WorkerHarness()
        let handler = ScriptedHandler { params, _ in
            throw HandlerError.permanent(params.seconds == nil ? "a\u{0}b" : String(repeating: "é", count: 100_000))
        }
        try await harness.whileWorking(handler) { _ in
            let nul = try await harness.enqueue()
            let long = try await harness.enqueue(params: #"{"seconds": 1}"#)
            try await harness.sleep(1)
            #expect(try await harness.execution(nul).errorMessage == "a\u{FFFD}b")
            let text = try #require(try await harness.execution(long).errorMessage)
            #expect(text.utf8.count < 8_300 && text.hasSuffix("é… (cut)"))
        }
    }

    @Test("a result of a megabyte with a NUL in it is stored whole; one that is no JSON fails the attempt")
    func oddResults() async throws {
        let harness = try await WorkerHarness()
        let big = String(repeating: "x\u{0}", count: 500_000)
        let handler = ScriptedHandler { params, _ in
            HandlerResult.success("read", data: params.seconds == nil ? ["text": .string(big)] : ["ratio": .double(.nan)])
        }
        try await harness.whileWorking(handler) { _ in
            let large = try await harness.enqueue()
            let odd = try await harness.enqueue(params: #"{"seconds": 1}"#) { $0.options.maxRetry = 0 }
            try await harness.sleep(1)
            let stored = try #require(try await harness.execution(large).result)
            #expect(try JSONText.decode(StoredResult.self, from: stored).data == ["text": .string(big)])
            #expect(try await harness.status(odd) == .failed)
        }
    }

    @Test("a snoozed run waits as it wished and is called again at the cost of no attempt")
    func snooze() async throws {
        let harness = try await WorkerHarness()
        let calls = Kept<Int>()
        let handler = ScriptedHandler { _, context in
            calls.keep(context.attempt)
            return calls.values.count == 1 ? .snooze(.seconds(30)) : .success
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue { $0.options.maxRetry = 0 }
            try await harness.sleep(29)
            #expect(try await harness.status(id) == .pending)
            try await harness.sleep(2)
            #expect(try await harness.status(id) == .success)
            #expect(try await harness.outcomes(id) == [.snoozed, .success])
        }
        #expect(calls.values == [1, 1])
    }

    @Test("a handler may decide that its run is cancelled")
    func cancelResult() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(ScriptedHandler { _, _ in .cancel("nothing to do") }) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.errorMessage) == (.cancelled, "nothing to do"))
        }
    }

    @Test("a run of a handler it does not know is left for a worker that knows it")
    func foreignHandler() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(ScriptedHandler { _, _ in .success }) { _ in
            let id = try await harness.enqueue { $0.handlerName = "other" }
            try await harness.sleep(60)
            #expect(try await harness.status(id) == .pending)
        }
    }

    @Test("never runs more at the same time than it has room for")
    func capacity() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(.sleeping(on: harness.world.clock), edit: { $0.capacity = 2 }) { _ in
            for _ in 0..<5 { _ = try await harness.enqueue(params: #"{"seconds": 10}"#) }
            for expected in [2, 2, 1, 0] {
                try await harness.sleep(5)
                #expect(try await harness.store.countsByStatus()[.running] ?? 0 == expected)
                try await harness.sleep(5)
            }
        }
    }
}
