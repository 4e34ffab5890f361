import JobUHandler
import JobUModel
import JobUStore

/// Looks for broken promises in what is left of a cron after a simulation.
struct HistoryCheck {
    let cron: SimulatedCron
    let executions: [(execution: Execution, attempts: [ExecutionAttempt])]
    private let bodies: [ExecutionID: [History.Body]]

    init(cron: SimulatedCron, executions: [(execution: Execution, attempts: [ExecutionAttempt])], bodies: [History.Body]) {
        self.cron = cron
        self.executions = executions
        self.bodies = Dictionary(grouping: bodies.filter { $0.cronJobID == cron.id }, by: \.executionID)
    }

    /// What is wrong, in words.
    var faults: [String] {
        slotFaults
            + executions.flatMap { execution, attempts in
                (endFaults(execution) + attemptFaults(execution, attempts) + bodyFaults(execution)).map {
                    "run of \(execution.scheduledTime): \($0)"
                }
            } + overlapFaults
    }

    /// Exactly one row for each instant, and none for what is no instant.
    private var slotFaults: [String] {
        let rows = Dictionary(grouping: executions.map(\.execution), by: \.scheduledTime)
        let doubled = rows.filter { $0.value.count > 1 }.keys.map { "\($0) has more than one run" }
        let missing = cron.instants.filter { rows[$0] == nil }.map { "\($0) has no run" }
        let step = Int64(60 * cron.everyMinutes)
        let wrong = rows.keys.filter { $0.microseconds % (step * 1_000_000) != 0 }.map { "\($0) is no instant of it" }
        return doubled + missing + wrong
    }

    /// What was due in the bad hour has ended after the calm minutes, and says why where it did not run.
    private func endFaults(_ execution: Execution) -> [String] {
        var faults: [String] = []
        if execution.status == .running { faults.append("is RUNNING although no worker is left") }
        if execution.scheduledTime <= Simulation.start + Simulation.chaosEnd, execution.finishedAt == nil {
            faults.append("never ended: \(execution.status), attempt \(execution.attempt), run at \(execution.runAt)")
        }
        if execution.status == .skipped, execution.errorMessage?.isEmpty ?? true { faults.append("was skipped without a reason") }
        if execution.retryCount > execution.options.maxRetry {
            faults.append("was retried \(execution.retryCount) times of \(execution.options.maxRetry)")
        }
        return faults
    }

    /// A body with its timeout; then, if its worker died, the lease, and rescuers that may be cut off or dead, too.
    private var attemptMax: Duration {
        .seconds(min(cron.secondsMax, cron.definition.options.timeoutSeconds) + 30 + 180)
    }

    /// Every claim has its attempt, numbered without a gap; one that was handed back leaves its number to the next.
    private func attemptFaults(_ execution: Execution, _ attempts: [ExecutionAttempt]) -> [String] {
        guard execution.status != .skipped else { return execution.fence == 0 ? [] : ["was skipped and run"] }
        var faults: [String] = []
        var number = 1
        for (index, attempt) in attempts.enumerated() {
            if attempt.fence != Int64(index) + 1 { faults.append("the attempt with fence \(index + 1) is missing") }
            if attempt.attempt != number { faults.append("attempt \(attempt.attempt) stands where \(number) should") }
            if let start = attempt.startedAt, let end = attempt.finishedAt, end - start > attemptMax {
                faults.append("attempt \(attempt.attempt) took until \(end), \((end - start).inSeconds) s")
            }
            if attempt.outcome != .interrupted, attempt.outcome != .snoozed { number += 1 }
        }
        if Int64(attempts.count) != execution.fence { faults.append("has \(attempts.count) attempts and fence \(execution.fence)") }
        let failed = attempts.count { $0.outcome == .failed || $0.outcome == .timeout }
        if failed > execution.options.maxRetry + 1, execution.lostCount == 0 {
            faults.append("failed \(failed) times, allowed \(execution.options.maxRetry) retries")
        }
        return faults
    }

    /// A claim begins one body at most; the next owner begins after the last one has ended; only the last owner's result counts.
    private func bodyFaults(_ execution: Execution) -> [String] {
        let bodies = (bodies[execution.id] ?? []).sorted { $0.fence < $1.fence }
        var faults: [String] = []
        for (earlier, later) in zip(bodies, bodies.dropFirst()) {
            if earlier.fence == later.fence { faults.append("fence \(later.fence) began twice") }
            if let end = earlier.end, end <= later.start { continue }
            faults.append(
                "fence \(later.fence) began at \(later.start), before fence \(earlier.fence) ended at \(String(describing: earlier.end))")
        }
        if execution.status == .success, execution.result != #"{"action":"done","data":{"fence":\#(execution.fence)}}"# {
            faults.append("its result \(execution.result ?? "-") is not that of its last owner \(execution.fence)")
        }
        return faults
    }

    /// Where runs must not overlap, no two bodies were at work at the same time.
    private var overlapFaults: [String] {
        guard cron.definition.overlapPolicy != .allow else { return [] }
        let bodies = bodies.values.flatMap(\.self).sorted { $0.start < $1.start }
        return zip(bodies, bodies.dropFirst()).filter { $0.end ?? .seconds(86_400) > $1.start }.map {
            "two of its runs were at work at \($1.start): \($0.executionID) and \($1.executionID)"
        }
    }
}

extension Simulation {
    /// What is wrong after `execution`, in words.
    func faults(of crons: [SimulatedCron]) async throws -> [String] {
        var faults: [String] = []
        for cron in crons {
            let check = HistoryCheck(cron: cron, executions: try await executions(of: cron), bodies: history.bodies)
            faults += check.faults.map { "cron \(cron.definition.name): \($0)" }
        }
        return faults
    }
}
