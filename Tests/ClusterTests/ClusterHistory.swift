import JobUDatabase
import JobUModel
import JobUStore

/// What a cluster left behind, and what its clients were told; says what of it must not be.
struct ClusterHistory: Sendable {
    struct Attempt: Sendable {
        var fence: Int64
        var attempt: Int
        var start: Timestamp
        var end: Timestamp?
    }

    struct Run: Sendable {
        var id: Int64
        var cron: Int64?
        var scheduledTime: Timestamp
        var status: ExecutionStatus
        var attempts: [Attempt]
        var effects: Int
    }

    /// Every second from one instant to another, both included.
    struct Slots: Sendable {
        var cron: Int64
        var first: Timestamp
        var last: Timestamp
    }

    var executions: [Run] = []
    /// Runs whose enqueueing was acknowledged.
    var acknowledged: Set<Int64> = []
    var slots: [Slots] = []
    /// States that were seen while the cluster worked, of runs that had ended.
    var seenEnded: [Int64: ExecutionStatus] = [:]

    /// All that must not be, named as in the catalogue of faults: I-LOST, I-ONE, I-EFF, I-SLOT, I-TERM.
    var violations: [String] {
        lost + executions.flatMap(ownership) + executions.flatMap(effects) + slots.flatMap(holes) + terminal
    }

    private var lost: [String] {
        let stored = Set(executions.map(\.id))
        return acknowledged.subtracting(stored).sorted().map { "I-LOST: run \($0) was acknowledged and is gone" }
            + executions.filter { !$0.status.isFinished }.map { "I-LOST: run \($0.id) is still \($0.status.rawValue)" }
    }

    /// No two owners at the same time; each claim has a higher fence than the one before.
    private func ownership(_ execution: Run) -> [String] {
        zip(execution.attempts, execution.attempts.dropFirst()).compactMap { earlier, later in
            if later.fence <= earlier.fence { return "I-ONE: run \(execution.id) has fence \(later.fence) after \(earlier.fence)" }
            guard let end = earlier.end, end <= later.start else {
                return "I-ONE: run \(execution.id) was claimed under fence \(later.fence) before fence \(earlier.fence) had ended"
            }
            return nil
        }
    }

    private func effects(_ execution: Run) -> [String] {
        let wanted = execution.status == .success ? 1 : 0
        return execution.effects == wanted
            ? [] : ["I-EFF: run \(execution.id) is \(execution.status.rawValue) with \(execution.effects) effects"]
    }

    /// One row for each instant, whatever became of it.
    private func holes(_ slots: Slots) -> [String] {
        let present = executions.filter { $0.cron == slots.cron }.map(\.scheduledTime.epochSeconds)
        let wanted = Set(slots.first.epochSeconds...slots.last.epochSeconds)
        let missing = wanted.subtracting(present).sorted().prefix(5)
        let twice = Dictionary(grouping: present, by: \.self).filter { $1.count > 1 }.keys.sorted().prefix(5)
        return missing.map { "I-SLOT: cron \(slots.cron) has no run for second \($0)" }
            + twice.map { "I-SLOT: cron \(slots.cron) has two runs for second \($0)" }
    }

    private var terminal: [String] {
        let now = Dictionary(uniqueKeysWithValues: executions.map { ($0.id, $0.status) })
        return seenEnded.compactMap { id, seen in
            guard let status = now[id], status != seen else { return nil }
            return "I-TERM: run \(id) had ended as \(seen.rawValue) and is \(status.rawValue)"
        }
    }
}

extension ClusterHistory {
    /// Reads what is in the store.
    init(_ database: Database, acknowledged: Set<Int64>, slots: [Slots], seenEnded: [Int64: ExecutionStatus]) async throws {
        self.acknowledged = acknowledged
        self.slots = slots
        self.seenEnded = seenEnded
        let (rows, archived, effects) = try await database.transaction(readOnly: true) { tx in
            (
                try await tx.fetchAll(
                    "SELECT id, job_id, scheduled_time, status, fence, attempt, started_at, finished_at FROM job_executions ORDER BY id"),
                try await tx.fetchAll(
                    "SELECT execution_id, fence, attempt, started_at, finished_at FROM job_attempts ORDER BY execution_id, fence"),
                try await tx.fetchAll("SELECT execution_id, COUNT(*) AS effects FROM effects GROUP BY execution_id")
            )
        }
        var attempts: [Int64: [Attempt]] = [:]
        for row in archived { attempts[try row.int64("execution_id"), default: []].append(try Attempt(row)) }
        var counts: [Int64: Int] = [:]
        for row in effects { counts[try row.int64("execution_id")] = try row.int("effects") }
        executions = try rows.map { row in
            let id = try row.int64("id")
            var all = attempts[id] ?? []
            if try row.int64("fence") > 0, try row.timestampIfPresent("started_at") != nil, all.last?.fence != (try row.int64("fence")) {
                all.append(try Attempt(row))
            }
            return Run(
                id: id, cron: try row.int64IfPresent("job_id"), scheduledTime: try row.timestamp("scheduled_time"),
                status: try row.word("status"), attempts: all, effects: counts[id] ?? 0)
        }
    }
}

extension ClusterHistory.Attempt {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            fence: try row.int64("fence"), attempt: try row.int("attempt"), start: try row.timestamp("started_at"),
            end: try row.timestampIfPresent("finished_at"))
    }
}
