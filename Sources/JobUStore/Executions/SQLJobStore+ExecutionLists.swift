import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func execution(_ id: ExecutionID) async throws -> Execution? {
        try await read { tx in
            try await tx.fetchOne("SELECT \(Execution.columns) FROM \(Execution.source) WHERE e.id = \(id)")
                .map(Execution.init(row:))
        }
    }

    package func executions(_ filter: ExecutionFilter, sort: ExecutionSort, page: Page) async throws -> PageOf<Execution> {
        let order = ListOrder.executions(filter, sort)
        guard filter.search?.isEmpty ?? true else { return try await search(filter, order, page) }
        let condition = filter.condition(dialect)
        return try await read { tx in
            let rows = try await tx.fetchAll(
                "SELECT \(Execution.columns) FROM \(Execution.source) WHERE \(condition)\(order.tail(page))"
            ).map(Execution.init(row:))
            if let total = page.total(rows.count) { return order.page(rows, page, total: total, key: filter.key) }
            let total =
                try await tx.fetchOne(
                    """
                    SELECT COUNT(*) AS total FROM (
                        SELECT 1 AS one FROM job_executions e WHERE \(condition) LIMIT \(PageOf<Execution>.countedMax)) counted
                    """)?.int("total") ?? 0
            return order.page(rows, page, total: total, isCountCut: total == PageOf<Execution>.countedMax, key: filter.key)
        }
    }

    package func attempts(of id: ExecutionID) async throws -> [ExecutionAttempt] {
        guard let execution = try await execution(id) else { return [] }
        let archived = try await read { tx in
            try await tx.fetchAll(
                """
                SELECT attempt, fence, worker_id, started_at, finished_at, outcome, error_message
                FROM job_attempts WHERE execution_id = \(id) ORDER BY fence
                """
            ).map(ExecutionAttempt.init(row:))
        }
        return archived + (archived.contains { $0.fence == execution.fence } ? [] : [execution.currentAttempt].compactMap { $0 })
    }

    package func logs(of id: ExecutionID, afterSequence: Int64, limit: Int) async throws -> [ExecutionLogLine] {
        try await read { tx in
            try await tx.fetchAll(
                """
                SELECT attempt, sequence, time, level, message FROM job_logs
                WHERE execution_id = \(id) AND sequence > \(afterSequence) ORDER BY sequence LIMIT \(limit)
                """
            ).map { try ExecutionLogLine(of: id, row: $0) }
        }
    }
}

extension ExecutionLogLine {
    init(of id: ExecutionID, row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            executionID: id, attempt: try reader.int("attempt", .count), sequence: try row.int64("sequence"),
            time: try row.timestamp("time"), level: try reader.text("level"), message: try reader.text("message"))
    }
}

extension ExecutionAttempt {
    /// The problem of the row replaces its error.
    fileprivate init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            attempt: try reader.int("attempt", .count), fence: try row.int64("fence"),
            workerID: try row.int64IfPresent("worker_id").map(WorkerID.init(rawValue:)),
            startedAt: try row.timestampIfPresent("started_at"), finishedAt: try row.timestampIfPresent("finished_at"),
            outcome: try reader.word("outcome", or: .failed), errorMessage: try reader.textIfPresent("error_message"))
        if let problem = reader.problems.first { errorMessage = problem.description }
    }
}

extension Execution {
    /// The attempt this row is at, where it has had one.
    fileprivate var currentAttempt: ExecutionAttempt? {
        guard fence > 0, let startedAt else { return nil }
        return ExecutionAttempt(
            attempt: attempt, fence: fence, workerID: workerID, startedAt: startedAt, finishedAt: finishedAt,
            outcome: status.attemptOutcome, errorMessage: errorMessage)
    }
}

extension ExecutionStatus {
    fileprivate var attemptOutcome: AttemptOutcome? {
        switch self {
        case .success: .success
        case .failed: .failed
        case .timeout: .timeout
        case .cancelled: .cancelled
        case .pending, .running, .retry, .skipped: nil
        }
    }
}

extension ExecutionFilter {
    func condition(_ dialect: any StoreDialect) -> SQLQuery {
        var parts: [SQLQuery] = ["1 = 1"]
        if let cronJobID { parts.append("e.job_id = \(cronJobID)") }
        if !statuses.isEmpty {
            parts.append("e.status IN (\(SQLQuery.list(statuses)))")
            // Written out, for an index that holds some states only is not chosen for states that are parameters.
            if statuses.allSatisfy(\.isWaiting) { parts.append(dialect.waitingPredicate("e")) }
            if statuses == [.running] { parts.append("e.status = 'RUNNING'") }
            if statuses.allSatisfy({ $0.isFinished && $0 != .success }) {
                parts.append(dialect.unsuccessfulPredicate("e"))
            }
        }
        if let handler, !handler.isEmpty { parts.append("e.handler_name = \(handler)") }
        if let queue, !queue.isEmpty { parts.append("e.queue = \(queue)") }
        if let from { parts.append("e.scheduled_time >= \(from)") }
        if let to { parts.append("e.scheduled_time < \(to)") }
        if let search, !search.isEmpty {
            let text = SearchText(search)
            let columns: [SQLQuery] = ["e.handler_name", "c.name", "e.error_message"]
            let matches = SQLQuery.join(columns.map { dialect.searchPredicate($0, text) }, separator: " OR ") ?? "1 = 1"
            parts.append("(\(matches))")
        }
        return SQLQuery.join(parts, separator: " AND ") ?? "1 = 1"
    }
}
