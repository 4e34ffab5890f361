import JobUHandler
import JobUModel
@testable import JobUWorker
import Testing

@Suite("What the end of a run's process means")
struct IsolatedEndingTests {
    private func text(_ cause: ChildExit.Cause, peak: Int? = nil, limit: Int? = nil, lastWords: String = "") -> String {
        "\(ChildExitMessage.error(ChildExit(cause, peakMemory: peak), of: claimed(1), memoryLimit: limit, lastWords: lastWords))"
    }

    @Test(
        "a signal is told by its name and in plain words",
        arguments: [
            (Int32(4), "SIGILL", "runtime trap"), (5, "SIGTRAP", "fatalError"), (6, "SIGABRT", "abort()"), (9, "SIGKILL", "memory ran out"),
            (11, "SIGSEGV", "recursion"), (60, "signal 60", "unknown cause"),
        ])
    func signals(_ signal: Int32, _ name: String, _ meaning: String) {
        let text = text(.process(.signaled(signal), nil), lastWords: "Fatal error: 끝")
        #expect(text.hasPrefix("the child process was killed by \(name): "))
        #expect(text.contains(meaning))
        #expect(text.hasSuffix("\nThe last lines of stderr:\nFatal error: 끝"))
    }

    @Test("a process that ends itself because its worker is silent says so")
    func alone() {
        let text = text(.process(.signaled(9), nil), lastWords: "JobU child process exiting: no heartbeat from the worker for 9 ms")
        #expect(text.hasPrefix("the child process exited because it lost its worker\n"))
    }

    @Test("an exit is none of a result, whatever its code", arguments: [Int32(0), 3])
    func exits(code: Int32) {
        #expect(
            text(.process(.exited(code), nil))
                == "the child process exited with code \(code) before the handler returned; its code called exit()")
    }

    @Test("more memory than it may have is told as that, whoever ended the process")
    func memory() {
        let limit = 64 << 20
        #expect(
            text(.process(.signaled(9), .memory(used: 80 << 20, limit: limit)))
                == "memory limit exceeded: the child process used 80 MiB of at most 64 MiB and was killed")
        #expect(
            text(.process(.signaled(4), nil), peak: limit + 1, limit: limit).hasPrefix(
                "memory limit exceeded: the child process needs more"))
        #expect(
            text(.process(.signaled(4), nil), peak: 1, limit: limit, lastWords: "Fatal error: failed to allocate 9 bytes").hasPrefix(
                "memory limit"))
        #expect(text(.process(.signaled(4), nil), peak: 1, limit: limit).hasPrefix("the child process was killed by SIGILL"))
        #expect(text(.process(.signaled(4), nil), peak: 1 << 40).hasPrefix("the child process was killed by SIGILL"))
    }

    @Test("a run that was withdrawn before it began was cancelled, and one without a process may be tried again")
    func withoutProcess() throws {
        #expect(ChildExitMessage.error(ChildExit(.withdrawn), of: claimed(1), memoryLimit: nil, lastWords: "") is CancellationError)
        let error = ChildExitMessage.error(ChildExit(.notStarted("exit 78")), of: claimed(1), memoryLimit: nil, lastWords: "")
        let outcome = OutcomeDecision.outcome(of: .failure(error), nil, claimed(1))
        #expect(outcome == .failure(message: "the child process could not be started: exit 78", isRetryable: true))
    }

    @Test("a process that had to be killed is told with what its run was stopped for, and is certainly over")
    func killed() {
        let error = ChildExitMessage.error(
            ChildExit(.process(.signaled(9), .asked)), of: claimed(1), memoryLimit: nil, lastWords: "")
        let how = "; the handler did not stop when cancelled; its child process was killed (SIGKILL)"
        #expect(
            OutcomeDecision.outcome(of: .failure(error), .timeout, claimed(1))
                == .timeout(message: "timed out after 60 s" + how))
        #expect(OutcomeDecision.outcome(of: .failure(error), .cancelRequested, claimed(1)) == .cancelled(reason: "cancelled" + how))
        #expect(OutcomeDecision.outcome(of: .failure(error), .shutdown, claimed(1)) == .interrupted)
        #expect(OutcomeDecision.outcome(of: .failure(error), .leaseLost, claimed(1)) == nil)
    }
}

@Suite("Messages between a worker and its child")
struct IsolationMessageTests {
    @Test("come back as they were sent")
    func roundTrips() throws {
        var execution = claimed(7)
        execution.handlerParams = #"{"이름":"값 \u0000 💾"}"#
        let order = ExecuteMessage(
            execution: execution, now: Timestamp(microseconds: 1), logLevel: "info", memoryLimit: 5, heartbeatTimeoutMilliseconds: 15_000)
        #expect(try Frame(.execution, order).decode(ExecuteMessage.self) == order)
        let outcomes: [ExecutionOutcome] = [
            .success(result: "{}"), .success(result: nil), .failure(message: "실패", isRetryable: false), .timeout(message: "t"),
            .stuck(message: "s"), .cancelled(reason: "r"), .snoozed(.milliseconds(1_500)), .interrupted,
        ]
        let endings = outcomes.map { ResultMessage.Ending.outcome($0) } + [.failure(message: "실패", isRetryable: true), .cancelled]
        for ending in endings {
            let note = ResultMessage(ending: ending, isReusable: true)
            #expect(try Frame(.ended, note).decode(ResultMessage.self) == note)
        }
    }

    @Test("of another shape are refused", arguments: ["", "{}", "[1]", "null", #"{"fraction":"much"}"#])
    func refused(text: String) {
        let frame = Frame(.progress, payload: Array(text.utf8))
        #expect(throws: DecodingError.self) { try frame.decode(ProgressMessage.self) }
        #expect(throws: DecodingError.self) { try frame.decode(ResultMessage.self) }
    }
}
