import JobUModel
import JobUStore
import Testing

@Suite("Why a cron did, or did not, run")
struct InstantExplanationTests {
    private static let day = Timestamp(epochSeconds: 1_767_225_600)
    private static let instant = day + .seconds(7_200)

    private static func facts(_ now: Timestamp = instant + .seconds(600), _ change: (inout InstantFacts) -> Void = { _ in }) -> InstantFacts
    {
        var definition = CronJobDefinition(name: "nightly", cronExpression: "0 2 * * *", handlerName: "settle")
        definition.isEnabled = true
        let cron = CronJob(
            id: CronJobID(rawValue: 1), definition: definition, nextRunAt: now < instant ? instant : instant + .seconds(86_400),
            lastRunAt: nil, version: 1,
            createdAt: day - .seconds(86_400), updatedAt: day - .seconds(86_400))
        var facts = InstantFacts(cron: cron, instant: instant, now: now)
        change(&facts)
        return facts
    }

    private static func run(_ status: ExecutionStatus, _ change: (inout Execution) -> Void = { _ in }) -> Execution {
        var execution = Execution(
            id: ExecutionID(rawValue: 9), cronJobID: CronJobID(rawValue: 1), cronName: "nightly", handlerName: "settle",
            handlerParams: "{}",
            scheduledTime: instant, runAt: instant, status: status, trigger: .cron, attempt: 0, retryCount: 0,
            options: ExecutionOptions(queue: "mail", timeout: .seconds(60)), maxConcurrency: nil, workerID: nil, fence: 0, lostCount: 0,
            cancelRequestedAt: nil, startedAt: nil, finishedAt: nil, progress: nil, progressMessage: nil, errorMessage: nil, result: nil,
            uniqueKey: nil, createdAt: instant)
        change(&execution)
        return execution
    }

    private static func worker(_ handlers: [String] = ["settle"], queues: [String]? = nil, running: Int = 0) -> WorkerRecord {
        WorkerRecord(
            id: WorkerID(rawValue: 1),
            registration: WorkerRegistration(host: "h", pid: 1, version: "1", handlers: handlers, queues: queues, capacity: 2),
            startedAt: day, heartbeatAt: instant, leaseExpiresAt: instant + .seconds(3_600), running: running)
    }

    private func check(
        _ facts: InstantFacts, _ verdict: InstantExplanation.Verdict, _ words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let explanation = InstantExplanation(facts)
        #expect(explanation.verdict == verdict, sourceLocation: sourceLocation)
        #expect(explanation.text.contains(words), "\(explanation.text)", sourceLocation: sourceLocation)
    }

    @Test("an instant that left a row is told by it")
    func rows() throws {
        try check(
            Self.facts { $0.execution = Self.run(.skipped) { $0.errorMessage = "overlap policy skip" } }, .skipped, "overlap policy skip")
        try check(
            Self.facts {
                $0.execution = Self.run(.running) {
                    $0.attempt = 2
                    $0.startedAt = Self.instant
                }
            }, .running, "attempt 2")
        try check(
            Self.facts {
                $0.execution = Self.run(.failed) {
                    $0.attempt = 4
                    $0.startedAt = Self.instant + .seconds(90)
                    $0.errorMessage = "no disk"
                }
            }, .ran, "90 s late; finished as FAILED at attempt 4: no disk (job 9)")
        try check(
            Self.facts {
                $0.execution = Self.run(.success) {
                    $0.attempt = 1
                    $0.startedAt = Self.instant + .milliseconds(20)
                }
            }, .ran, "on time; finished as SUCCESS (job 9)")
        try check(Self.facts { $0.execution = Self.run(.cancelled) { $0.errorMessage = "not today" } }, .ran, "CANCELLED: not today")
    }

    @Test("a run that waits is told what it waits for, the first thing first")
    func waiting() throws {
        func waits(_ words: String, _ change: (inout InstantFacts) -> Void) throws {
            try check(
                Self.facts {
                    $0.execution = Self.run(.pending)
                    $0.workers = [Self.worker()]
                    change(&$0)
                }, .waiting, words)
        }
        try waits("a worker will claim it shortly") { _ in }
        try waits("for retry 1 of 3, until") { facts in
            facts.execution = Self.run(.retry) {
                $0.retryCount = 1
                $0.options.maxRetry = 3
                $0.runAt = Self.instant + .seconds(3_600)
            }
        }
        try waits("queue 'mail' is paused: relay") { facts in
            facts.queueLimit = QueueLimit(name: "mail")
            facts.queueLimit?.pausedAt = Self.day
            facts.queueLimit?.pauseReason = "relay"
            facts.workers = []
        }
        try waits("no worker is running") { $0.workers = [] }
        try waits("no live worker has the handler 'settle'") { $0.workers = [Self.worker(["other"])] }
        try waits("serves the queue 'mail'") { $0.workers = [Self.worker(queues: ["day"])] }
        try waits("at capacity: 2 of 2") { $0.workers = [Self.worker(running: 2), Self.worker(["other"])] }
        try waits("max_concurrency is 1") { facts in
            facts.execution = Self.run(.pending) { $0.maxConcurrency = 1 }
            facts.runningOfCron = 1
        }
        try waits("its limit is 3") { facts in
            facts.queueLimit = QueueLimit(name: "mail", maxConcurrency: 3)
            facts.runningInQueue = 3
        }
        try waits("rate limit: 5 jobs in 60 s") { facts in
            facts.queueLimit = QueueLimit(name: "mail", rateLimit: 5)
            facts.queueLimit?.begin(5, now: facts.now)
        }
    }

    @Test("an instant without a row is told by the schedule")
    func absence() throws {
        let early = Self.instant - .seconds(60)
        try check(Self.facts(early), .planned, "will run at this time")
        try check(
            Self.facts(early) {
                $0.cron.definition.isEnabled = false
                $0.cron.definition.pauseReason = "audit"
            }, .disabled, "will not run: the cron is disabled: audit")
        try check(Self.facts { $0.cron.definition.isEnabled = false }, .disabled, "the cron is disabled")
        try check(Self.facts { $0.cron.nextRunAt = Self.instant }, .overdue, "due for 10 min but not dispatched")
        try check(Self.facts { $0.cron.createdAt = Self.instant + .seconds(1) }, .noTrace, "created later")
        try check(Self.facts { $0.cron.updatedAt = Self.instant + .seconds(1) }, .noTrace, "changed later")
        try check(Self.facts(), .noTrace, "deleted by retention")
        try check(Self.facts { $0.instant = Self.instant + .seconds(1) }, .notScheduled, "the next one is 2026-01-02T02:00:00Z")
        try check(Self.facts { $0.cron.definition.startAt = Self.instant + .seconds(1) }, .notScheduled, "outside start_at")
    }
}
