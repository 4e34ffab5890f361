import JobUDatabase
import JobUModel

extension SQLJobStore {
    package func prune(_ request: PruneRequest) async throws -> PruneResult {
        let youngest = (request.cutoffs.values + [request.logsBefore].compactMap { $0 }).max()
        let rows = youngest == nil ? [] : try await endedRows(request)
        let old = try rows.filter { row in
            guard let finishedAt = try row.timestampIfPresent("finished_at"),
                let status = ExecutionStatus(rawValue: try row.text("status")),
                let cutoff = request.cutoffs[status]
            else { return false }
            return finishedAt < cutoff
        }.map { ExecutionID(rawValue: try $0.int64("id")) }
        // Numbers grow with time: behind a row that is too young there are only younger ones.
        let isMore =
            try rows.count == request.limit && rows.last.map { try $0.timestamp("created_at") < youngest ?? request.keysBefore } ?? false
        let next = isMore ? try rows.last.map { ExecutionID(rawValue: try $0.int64("id")) } : nil
        let deleted = try await write(notifying: nil) { tx in
            try await tx.execute("DELETE FROM idempotency_keys WHERE created_at < \(request.keysBefore)")
            // An operator may have retried one in between.
            return old.isEmpty
                ? 0
                : try await tx.execute(
                    "DELETE FROM job_executions WHERE id IN (\(SQLQuery.paddedList(old))) AND finished_at < \(youngest)")
        }
        return PruneResult(deleted: deleted, deletedLines: try await pruneLines(of: rows, except: Set(old), request), next: next)
    }

    private func endedRows(_ request: PruneRequest) async throws -> [ResultRow] {
        try await fetch(
            """
            SELECT id, status, finished_at, created_at FROM job_executions WHERE id > \(request.after) ORDER BY id LIMIT \(request.limit)
            """)
    }

    /// The lines of executions that stay longer than what they logged.
    private func pruneLines(of rows: [ResultRow], except gone: Set<ExecutionID>, _ request: PruneRequest) async throws -> Int {
        guard let before = request.logsBefore else { return 0 }
        let ids = try rows.filter { try $0.timestampIfPresent("finished_at").map { $0 < before } ?? false }
            .map { ExecutionID(rawValue: try $0.int64("id")) }.filter { !gone.contains($0) }
        guard !ids.isEmpty else { return 0 }
        let counts = try await fetch(
            """
            SELECT execution_id, COUNT(*) AS line_count FROM job_logs WHERE execution_id IN (\(SQLQuery.paddedList(ids)))
            GROUP BY execution_id ORDER BY execution_id
            """
        ).map { LineCount(id: ExecutionID(rawValue: try $0.int64("execution_id")), lines: try $0.int("line_count")) }
        var deleted = 0
        for batch in LineCount.batches(counts) {
            deleted += try await write(notifying: nil) { tx in
                // One that an operator has sent back to work goes on with the lines it has.
                try await tx.execute(
                    """
                    DELETE FROM job_logs WHERE execution_id IN (
                        SELECT id FROM job_executions WHERE id IN (\(SQLQuery.paddedList(batch))) AND finished_at < \(before))
                    """)
            }
        }
        return deleted
    }
}

/// How many lines an execution has.
struct LineCount: Sendable, Equatable {
    var id: ExecutionID
    var lines: Int

    /// Lines deleted in one transaction, so that others need not wait for long; an execution with more than that goes alone.
    static let batchMax = 20_000

    /// The executions by the transactions in which their lines are deleted.
    static func batches(_ counts: [LineCount]) -> [[ExecutionID]] {
        var batches: [[ExecutionID]] = []
        var lines = batchMax
        for count in counts {
            if lines + count.lines > batchMax {
                batches.append([])
                lines = 0
            }
            batches[batches.count - 1].append(count.id)
            lines += count.lines
        }
        return batches
    }
}
