package import JobUDatabase
import JobUModel

/// Claims due executions of one queue, in claim order. Claimers take what others do not hold at this moment, and never wait for each
/// other.
struct QueueClaim: Sendable {
    let dialect: any StoreDialect
    let request: ClaimRequest

    /// What one pass brought.
    struct Part: Sendable {
        var executions: [ClaimedExecution] = []
        /// Locked rows that no worker can use: they are to be failed.
        var unusable: [UnusableExecution] = []
        /// There may be more that this pass could not see: behind one of a cron whose next one may be claimed now, or behind rows that
        /// could not be used.
        var goesOn = false
    }

    /// Claims up to `limit` executions, none behind `bound`.
    func claim(_ tx: Transaction, queue: String, limit: Int, upTo bound: Timestamp? = nil) async throws -> Part {
        let rows = try await tx.fetchAll(
            """
            SELECT \(ClaimedExecution.columns), claim_order, max_concurrency, \(nextOrder) AS next_order
            FROM \(dialect.claimSource) WHERE \(claimable(queue, upTo: bound)) ORDER BY e.claim_order LIMIT \(limit) \(dialect.rowLockSuffix)
            """)
        var (candidates, unusable): ([Candidate], [UnusableExecution]) = ([], [])
        for row in rows {
            do {
                candidates.append(try Candidate(row, queue: queue, request))
            } catch let problem as ColumnProblem {
                unusable.append(try UnusableExecution(row, problem))
            }
        }
        let admitted = try await admitted(tx, candidates)
        try await begin(tx, admitted.map(\.execution))
        let isCut = !admitted.isEmpty && admitted.count < candidates.count
        return Part(executions: admitted.map(\.execution), unusable: unusable, goesOn: isCut || !unusable.isEmpty)
    }

    /// What could be claimed from several queues, without a lock: of each the first ones, up to so many.
    func look(_ tx: Transaction, _ queues: [(name: String, limit: Int)]) async throws -> [ClaimCandidate] {
        let parts = queues.map { queue -> SQLQuery in
            """
            SELECT id, queue, claim_order, next_order FROM (
                SELECT e.id, e.queue, e.claim_order, \(nextOrder) AS next_order FROM \(dialect.claimSource)
                WHERE \(claimable(queue.name)) ORDER BY e.claim_order LIMIT \(queue.limit)) heads
            """
        }
        guard let query = SQLQuery.join(parts, separator: " UNION ALL ") else { return [] }
        return try await tx.fetchAll(query).map { try ClaimCandidate(row: $0, queue: $0.text("queue")) }
    }

    /// Due, of a handler the worker knows, and not kept back by the limit of its cron, of which only the first can be claimed in one pass.
    private func claimable(_ queue: String, upTo bound: Timestamp? = nil) -> SQLQuery {
        // A limit below one is no limit that anybody can have meant: it is claimed to be found unusable.
        """
        \(dialect.waitingPredicate("e")) AND e.queue = \(queue)
          AND e.claim_order <= \(min(bound ?? request.latestOrder, request.latestOrder)) AND e.run_at <= \(request.now)
          AND e.handler_name IN (\(SQLQuery.list(request.handlers)))
          AND (e.max_concurrency IS NULL OR e.max_concurrency < 1 OR CASE
              WHEN EXISTS (
                  SELECT 1 FROM job_executions f
                  WHERE f.job_id = e.job_id AND f.finished_at IS NULL AND f.status IN ('PENDING', 'RETRY')
                    AND f.claim_order <= e.claim_order AND f.run_at <= \(request.now)
                    AND (f.claim_order < e.claim_order OR f.id < e.id)) THEN 0
              ELSE e.max_concurrency - (
                  SELECT COUNT(*) FROM job_executions r
                  WHERE r.job_id = e.job_id AND r.finished_at IS NULL AND r.status = 'RUNNING') END > 0)
        """
    }

    /// Where the next due one of the same cron stands.
    private var nextOrder: SQLQuery {
        """
        CASE WHEN e.max_concurrency > 1 THEN (
            SELECT f.claim_order FROM job_executions f
            WHERE f.job_id = e.job_id AND f.finished_at IS NULL AND f.status IN ('PENDING', 'RETRY')
              AND f.claim_order >= e.claim_order AND f.run_at <= \(request.now) AND f.id <> e.id
            ORDER BY f.claim_order LIMIT 1) END
        """
    }

    private func begin(_ tx: Transaction, _ executions: [ClaimedExecution]) async throws {
        guard !executions.isEmpty else { return }
        let changed = try await tx.execute(
            """
            UPDATE job_executions SET status = 'RUNNING', worker_id = \(request.worker), fence = fence + 1,
                attempt = attempt + 1, started_at = \(request.now), error_message = NULL
            WHERE id IN (\(SQLQuery.paddedList(executions.map(\.lease.executionID))))
            """)
        guard changed == executions.count else { throw SQLError(.other, "locked rows were changed by another transaction") }
    }

    /// Those that no concurrency limit forbids. A limit is counted again under a lock of its cron, as others may have counted at the
    /// same time; where somebody else has that lock the execution waits for the next claim.
    private func admitted(_ tx: Transaction, _ candidates: [Candidate]) async throws -> ArraySlice<Candidate> {
        let crons = Set(candidates.filter { $0.maxConcurrency != nil }.compactMap(\.execution.cronJobID))
        guard !crons.isEmpty else { return candidates[...] }
        let list = SQLQuery.paddedList(crons.sorted { $0.rawValue < $1.rawValue })
        let locked = try await tx.fetchAll("SELECT id FROM cron_jobs WHERE id IN (\(list)) ORDER BY id \(dialect.cronJobLockSuffix)")
        var freeCapacity: [CronJobID: Int] = [:]
        for row in locked { freeCapacity[CronJobID(rawValue: try row.int64("id"))] = 0 }
        let running = try await tx.fetchAll(
            """
            SELECT job_id, COUNT(*) AS running FROM job_executions
            WHERE finished_at IS NULL AND status = 'RUNNING' AND job_id IN (\(list)) GROUP BY job_id
            """)
        for row in running { freeCapacity[CronJobID(rawValue: try row.int64("job_id"))]? -= try row.int("running") }
        var admitted: [Candidate] = []
        for var candidate in candidates {
            if let limit = candidate.maxConcurrency, let cron = candidate.execution.cronJobID {
                guard let taken = freeCapacity[cron], limit + taken > 0 else { continue }
                freeCapacity[cron] = taken - 1
                if limit + taken == 1 { candidate.place.nextOrder = nil }
            }
            admitted.append(candidate)
        }
        return admitted.prefix(ClaimOrder.prefix(admitted.map(\.place), limit: admitted.count).count)
    }

    private struct Candidate: Sendable {
        var place: ClaimCandidate
        var execution: ClaimedExecution
        var maxConcurrency: Int?

        /// - Throws: `ColumnProblem` when the row cannot be used.
        init(_ row: ResultRow, queue: String, _ request: ClaimRequest) throws {
            var reader = ColumnReader(row)
            execution = try ClaimedExecution(waiting: &reader, claimedBy: request.worker, at: request.now)
            maxConcurrency = try reader.intIfPresent("max_concurrency", .limit)
            if let problem = reader.claimProblem { throw problem }
            place = try ClaimCandidate(row: row, queue: queue)
        }
    }
}

extension ClaimRequest {
    /// Keeps a scan from executions that are far in the future; the lowest priority moves a due one at most ten minutes back.
    var latestOrder: Timestamp { now + .seconds(600) }
}

extension ClaimCandidate {
    fileprivate init(row: ResultRow, queue: String) throws {
        self.init(
            id: ExecutionID(rawValue: try row.int64("id")), queue: queue, order: try row.timestamp("claim_order"),
            nextOrder: try row.timestampIfPresent("next_order"))
    }
}

extension SQLQuery {
    /// A list for `IN (…)` of a padded length.
    package static func paddedList(_ values: [some SQLBindable]) -> SQLQuery {
        values.isEmpty ? "NULL" : list(padded(values))
    }

    /// As many as a power of two, the last one repeated: so there are few texts to prepare.
    package static func padded<Value>(_ values: [Value]) -> [Value] {
        guard let last = values.last else { return [] }
        var length = 1
        while length < values.count { length *= 2 }
        return values + Array(repeating: last, count: length - values.count)
    }
}

extension ClaimedExecution {
    /// What a waiting row becomes when it is claimed.
    fileprivate init(waiting row: inout ColumnReader, claimedBy worker: WorkerID, at now: Timestamp) throws {
        self.init(
            lease: Lease(
                executionID: ExecutionID(rawValue: try row.row.int64("id")), workerID: worker, fence: try row.int64("fence", .fence) + 1),
            cronJobID: try row.row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            handlerName: try row.text("handler_name"), handlerParams: try row.text("handler_params"),
            scheduledTime: try row.row.timestamp("scheduled_time"), runAt: try row.row.timestamp("run_at"),
            attempt: try row.int("attempt", .count) + 1, retryCount: try row.int("retry_count", .count),
            options: try row.options(), startedAt: now)
    }
}
