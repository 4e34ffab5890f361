import Testing

@testable import JobUModel

@Suite("What follows an attempt")
struct ExecutionTransitionTests {
    private let now = Timestamp(epochSeconds: 1_000_000)

    private func run(retryCount: Int, maxRetry: Int = 3) -> ClaimedExecution {
        ClaimedExecution(
            lease: Lease(executionID: ExecutionID(rawValue: 1), workerID: WorkerID(rawValue: 2), fence: 5), cronJobID: nil,
            handlerName: "any", handlerParams: "{}", scheduledTime: now - .seconds(60), runAt: now - .seconds(50), attempt: 4,
            retryCount: retryCount,
            options: ExecutionOptions(maxRetry: maxRetry, retryBackoff: .fixed(.seconds(10), jitter: 0.5), timeout: .seconds(30)),
            startedAt: now - .seconds(40))
    }

    private func next(_ outcome: ExecutionOutcome, retryCount: Int = 0, maxRetry: Int = 3, random: Double = 0) -> ExecutionTransition {
        .next(after: outcome, of: run(retryCount: retryCount, maxRetry: maxRetry), now: now, random: random)
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        var outcome: ExecutionOutcome
        var status: ExecutionStatus
        var attempt: AttemptOutcome
        var message: String?
        var testDescription: String { "\(outcome)" }
    }

    @Test(
        "these end a run, whatever retries are left",
        arguments: [
            Ending(outcome: .success(result: nil), status: .success, attempt: .success),
            Ending(outcome: .failure(message: "broken", isRetryable: false), status: .failed, attempt: .failed, message: "broken"),
            Ending(outcome: .stuck(message: "deaf"), status: .timeout, attempt: .timeout, message: "deaf"),
            Ending(outcome: .cancelled(reason: "by hand"), status: .cancelled, attempt: .cancelled, message: "by hand"),
        ])
    func ended(ending: Ending) {
        #expect(
            next(ending.outcome)
                == ExecutionTransition(
                    status: ending.status, runAt: nil, attempt: 4, retryCount: 0, errorMessage: ending.message, result: nil,
                    attemptOutcome: ending.attempt))
    }

    @Test("a success keeps its result")
    func success() {
        #expect(next(.success(result: #"{"rows":3}"#)).result == #"{"rows":3}"#)
    }

    static let retryable: [(ExecutionOutcome, ExecutionStatus, AttemptOutcome)] = [
        (.failure(message: "late", isRetryable: true), .failed, .failed), (.timeout(message: "late"), .timeout, .timeout),
    ]

    @Test("these are tried again after the backoff", arguments: retryable, [0, 2])
    func retried(outcome: (ExecutionOutcome, ExecutionStatus, AttemptOutcome), retryCount: Int) {
        #expect(
            next(outcome.0, retryCount: retryCount)
                == ExecutionTransition(
                    status: .retry, runAt: now + .seconds(10), attempt: 4, retryCount: retryCount + 1, errorMessage: "late",
                    result: nil, attemptOutcome: outcome.2))
        #expect(next(outcome.0, retryCount: retryCount, random: 0.5).runAt == now + .milliseconds(7_500))
    }

    @Test("and end when the retries are used up", arguments: retryable, [(3, 3), (4, 3), (0, 0)])
    func usedUp(outcome: (ExecutionOutcome, ExecutionStatus, AttemptOutcome), retries: (made: Int, max: Int)) {
        let next = next(outcome.0, retryCount: retries.made, maxRetry: retries.max)
        #expect(next.status == outcome.1)
        #expect(next.runAt == nil)
        #expect(next.retryCount == retries.made)
        #expect(next.errorMessage == "late")
    }

    @Test("a snoozed run and an interrupted one wait again at no cost, even without retries")
    func handedBack() {
        let snoozed = next(.snoozed(.seconds(90)), maxRetry: 0)
        #expect(
            snoozed
                == ExecutionTransition(
                    status: .pending, runAt: now + .seconds(90), attempt: 3, retryCount: 0, errorMessage: nil, result: nil,
                    attemptOutcome: .snoozed))
        let interrupted = next(.interrupted, maxRetry: 0)
        #expect(interrupted.runAt == now - .seconds(50))
        #expect(interrupted.status == .pending)
        #expect(interrupted.attempt == 3)
        #expect(interrupted.attemptOutcome == .interrupted)
    }

    @Test("each next state is an exit of RUNNING, and waits exactly when it has a time")
    func exits() {
        let outcomes: [ExecutionOutcome] = [
            .success(result: nil), .failure(message: "", isRetryable: true), .failure(message: "", isRetryable: false),
            .timeout(message: ""), .stuck(message: ""), .cancelled(reason: ""), .snoozed(.zero), .interrupted,
        ]
        for outcome in outcomes {
            for retryCount in [0, 3] {
                let next = next(outcome, retryCount: retryCount)
                #expect(ExecutionStatus.running.exits.contains(next.status), "\(outcome)")
                #expect((next.runAt != nil) == next.status.isWaiting, "\(outcome)")
            }
        }
    }
}
