import JobUDatabase
package import JobUModel

/// Events are recorded in the transaction that causes them, so a committed failure is reported whatever crashes next.
extension SQLJobStore {
    /// Longest error text that travels.
    private static let errorLengthMax = 2_000

    /// Notes the attempts that ended their run without success.
    func recordFailureAlerts(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws {
        try await recordFailureAlerts(
            tx,
            requests.filter { $0.transition.status.isFailure }.map { request in
                AlertFailure(
                    id: request.lease.executionID, fence: request.lease.fence, status: request.transition.status,
                    attempt: request.transition.attempt, error: request.transition.errorMessage)
            }, now: now)
    }

    func recordFailureAlerts(_ tx: Transaction, _ failures: [AlertFailure], now: Timestamp) async throws {
        try await note(
            tx,
            try failures.map { failure in
                var failure = failure
                failure.error = failure.error.map { String($0.prefix(Self.errorLengthMax)) }
                return (.failed, failure.subject, try JSONText.encode(failure))
            }, now: now)
    }

    func recordDeadWorkerAlert(_ tx: Transaction, _ worker: AlertDeadWorker, now: Timestamp) async throws {
        try await note(tx, [(.deadWorker, "worker:\(worker.id)", try JSONText.encode(worker))], now: now)
    }

    private func note(_ tx: Transaction, _ events: [(event: AlertEvent, subject: String, facts: String)], now: Timestamp) async throws {
        guard !events.isEmpty else { return }
        _ = try await tx.executeBatch(
            "INSERT INTO alert_events (event, subject, facts, created_at) VALUES (?, ?, ?, ?)",
            events.map { [$0.event.rawValue.sqlValue, $0.subject.sqlValue, $0.facts.sqlValue, now.sqlValue] })
    }

    package func routeAlerts(
        limit: Int, now: Timestamp, route: @escaping @Sendable ([Alert]) throws -> [NewAlertDelivery]
    ) async throws -> Int {
        // Looked up without a lock first: nearly always there is nothing to do.
        guard try await !fetch("SELECT id FROM alert_events ORDER BY id LIMIT 1").isEmpty else { return 0 }
        return try await storingOnce { tx in
            let rows = try await tx.fetchAll(
                "SELECT id, event, subject, facts, created_at FROM alert_events ORDER BY id LIMIT \(limit) \(dialect.rowLockSuffix)")
            guard !rows.isEmpty else { return 0 }
            try await insert(tx, try route(try await alerts(tx, rows)), now: now)
            try await tx.execute("DELETE FROM alert_events WHERE id IN (\(SQLQuery.paddedList(try rows.map { try $0.int64("id") })))")
            return rows.count
        }
    }

    private func alerts(_ tx: Transaction, _ rows: [ResultRow]) async throws -> [Alert] {
        var failures: [(facts: AlertFailure, at: Timestamp)] = []
        var others: [Alert] = []
        for row in rows {
            var reader = ColumnReader(row)
            let (event, instant) = (try reader.text("event"), try row.timestamp("created_at"))
            switch AlertEvent(rawValue: event) {
            case .failed:
                if let facts = try reader.jsonIfPresent("facts", as: AlertFailure.self, Self.factsWanted) {
                    failures.append((facts, instant))
                }
            case .deadWorker:
                if let facts = try reader.jsonIfPresent("facts", as: AlertDeadWorker.self, Self.factsWanted) {
                    others.append(facts.alert(at: instant))
                }
            case .late, .inDoubt, .store, .test, nil: continue
            }
            // That something happened is told even where nobody can read what.
            if let problem = reader.problems.first, let kind = AlertEvent(rawValue: event) {
                others.append(
                    Alert(kind, subject: try reader.text("subject"), occurredAt: instant, data: ["problem": .string(problem.description)]))
            }
        }
        let executions = try await Self.executions(tx, failures.map(\.facts.id))
        return failures.map { $0.facts.alert(at: $0.at, of: executions[$0.facts.id]) } + others
    }

    private static let factsWanted = "what happened as JSON"

    private static func executions(_ tx: Transaction, _ ids: [ExecutionID]) async throws -> [ExecutionID: LateExecution] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await tx.fetchAll(
            """
            SELECT \(Execution.columns), c.tags AS cron_tags FROM \(Execution.source) WHERE e.id IN (\(SQLQuery.paddedList(ids)))
            """)
        let executions = try rows.map(LateExecution.init(row:))
        return Dictionary(executions.map { ($0.execution.id, $0) }) { first, _ in first }
    }

    package func lateExecutions(after: Timestamp?, until: Timestamp, limit: Int) async throws -> [LateExecution] {
        let lower: SQLQuery = after.map { "AND e.run_at > \($0)" } ?? ""
        return try await fetch(
            """
            SELECT \(Execution.columns), c.tags AS cron_tags FROM \(Execution.source)
            WHERE \(dialect.isWaiting("e")) AND e.run_at <= \(until) \(lower) ORDER BY e.run_at LIMIT \(limit)
            """
        ).map(LateExecution.init(row:))
    }

    package func overdueCronJobs(until: Timestamp, limit: Int) async throws -> [CronJob] {
        try await fetch(
            "SELECT \(CronJob.columns) FROM cron_jobs c WHERE c.next_run_at <= \(until) ORDER BY c.next_run_at LIMIT \(limit)"
        ).map(CronJob.init(row:))
    }
}

extension LateExecution {
    fileprivate init(row: ResultRow) throws {
        execution = try Execution(row: row)
        var reader = ColumnReader(row)
        tags = try reader.tags("cron_tags")
    }
}

extension ExecutionStatus {
    fileprivate var isFailure: Bool { self == .failed || self == .timeout }
}
