import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import Testing

@Suite("A run that is stopped", .timeLimit(.minutes(1)))
struct WorkerStopTests {
    @Test("over its timeout it is cancelled, becomes TIMEOUT, and is retried as a failure is")
    func timeout() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(.sleeping(on: harness.world.clock)) { _ in
            let id = try await harness.enqueue(params: #"{"seconds": 100}"#) {
                $0.options.timeoutSeconds = 5
                $0.options.maxRetry = 1
            }
            try await harness.sleep(4.9)
            #expect(try await harness.status(id) == .running)
            try await harness.sleep(0.2)
            #expect(try await harness.status(id) == .retry)
            try await harness.sleep(20)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt) == (.timeout, 2))
            #expect(execution.errorMessage == "timed out after 5 s")
            #expect(try await harness.outcomes(id) == [.timeout, .timeout])
        }
    }

    @Test("a handler that ignores its timeout is TIMEOUT after the grace, is not retried, and keeps its place until it ends")
    func stuck() async throws {
        let harness = try await WorkerHarness()
        let gate = Gate()
        let handler = ScriptedHandler { params, _ in
            if params.seconds != nil { await gate.wait() }
            return .success
        }
        try await harness.whileWorking(handler, edit: { $0.capacity = 1 }) { _ in
            let stuck = try await harness.enqueue(params: #"{"seconds": 1}"#) { $0.options.timeoutSeconds = 5 }
            let next = try await harness.enqueue()
            try await harness.sleep(14)
            #expect(try await harness.status(stuck) == .running)
            try await harness.sleep(2)
            let execution = try await harness.execution(stuck)
            #expect((execution.status, execution.attempt) == (.timeout, 1))
            #expect(execution.errorMessage?.contains("no retry") == true)

            try await harness.sleep(60)
            #expect(try await harness.status(next) == .pending)
            gate.open()
            try await harness.sleep(1)
            #expect(try await harness.status(next) == .success)
            #expect(try await harness.status(stuck) == .timeout)
        }
    }

    @Test("an operator's wish cancels a running handler, and the reason is kept")
    func operatorCancels() async throws {
        let harness = try await WorkerHarness()
        try await harness.whileWorking(.sleeping(on: harness.world.clock)) { _ in
            let id = try await harness.enqueue(params: #"{"seconds": 100}"#)
            try await harness.sleep(1)
            #expect(try await harness.store.cancel(id, reason: "wrong file", now: harness.now) == .requested)
            try await harness.sleep(1)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.errorMessage) == (.cancelled, "wrong file"))
            #expect(try await harness.outcomes(id) == [.cancelled])
        }
    }

    @Test("a wish that no bell tells of is seen within a third of the lease")
    func operatorElsewhere() async throws {
        let harness = try await WorkerHarness()
        let elsewhere = FaultyStore(harness.fixture.secondProcess(), in: harness.world)
        try await harness.whileWorking(.sleeping(on: harness.world.clock)) { _ in
            let id = try await harness.enqueue(params: #"{"seconds": 100}"#)
            try await harness.sleep(1)
            _ = try await elsewhere.cancel(id, reason: "wrong file", now: harness.now)
            try await harness.sleep(10)
            #expect(try await harness.status(id) == .cancelled)
        }
    }

    @Test("a handler that had done its work when the wish came is a success")
    func cancelledTooLate() async throws {
        let harness = try await WorkerHarness()
        let gate = Gate()
        let handler = ScriptedHandler { _, _ in
            await gate.wait()
            return .success("sent")
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            _ = try await harness.store.cancel(id, reason: "wrong file", now: harness.now)
            try await harness.sleep(1)
            gate.open()
            try await harness.sleep(1)
            #expect(try await harness.status(id) == .success)
        }
    }

    @Test("a run that fails after the wish to cancel it is not retried")
    func cancelledInsteadOfRetry() async throws {
        let harness = try await WorkerHarness()
        let gate = Gate()
        let handler = ScriptedHandler { _, _ in
            await gate.wait()
            throw HandlerError("no")
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            _ = try await harness.store.cancel(id, reason: "wrong file", now: harness.now)
            gate.open()
            try await harness.sleep(60)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt, execution.errorMessage) == (.cancelled, 1, "wrong file"))
        }
    }
}
