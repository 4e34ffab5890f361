import JobUDatabase
package import JobUModel

extension SQLJobStore {
    private static let raceTriesMax = 5

    /// A transaction that stores messages. Where another process has stored the same at the same moment it is run again, and finds them.
    func storingOnce<Value: Sendable>(_ body: @Sendable (Transaction) async throws -> Value) async throws -> Value {
        for _ in 1..<Self.raceTriesMax {
            do {
                return try await write(notifying: nil, body)
            } catch let error as SQLError where error.code == .uniqueViolation {
                continue
            }
        }
        return try await write(notifying: nil, body)
    }

    package func addAlertDeliveries(_ deliveries: [NewAlertDelivery], now: Timestamp) async throws -> Int {
        deliveries.isEmpty ? 0 : try await storingOnce { try await insert($0, deliveries, now: now) }
    }

    @discardableResult
    func insert(_ tx: Transaction, _ deliveries: [NewAlertDelivery], now: Timestamp) async throws -> Int {
        guard !deliveries.isEmpty else { return 0 }
        let rows = try await tx.fetchAll(
            """
            SELECT webhook, event, subject FROM alert_deliveries
            WHERE webhook IN (\(SQLQuery.paddedList(Set(deliveries.map(\.webhook)).sorted())))
              AND event IN (\(SQLQuery.paddedList(Set(deliveries.map(\.event.rawValue)).sorted())))
              AND subject IN (\(SQLQuery.paddedList(Set(deliveries.map(\.subject)).sorted())))
            """)
        var known = Set(try rows.map { [try $0.text("webhook"), try $0.text("event"), try $0.text("subject")] })
        let new = deliveries.filter { known.insert([$0.webhook, $0.event.rawValue, $0.subject]).inserted }
        guard !new.isEmpty else { return 0 }
        _ = try await tx.executeBatch(
            """
            INSERT INTO alert_deliveries (webhook, event, subject, body, next_attempt_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
            """,
            new.map {
                [
                    $0.webhook.sqlValue, $0.event.rawValue.sqlValue, $0.subject.sqlValue, $0.body.sqlValue, now.sqlValue, now.sqlValue,
                ]
            })
        return new.count
    }

    package func claimAlertDeliveries(
        webhook: String, now: Timestamp, leaseUntil: Timestamp, limit: Int
    ) async throws -> [AlertDelivery] {
        let due: SQLQuery = """
            SELECT \(AlertDelivery.columns) FROM alert_deliveries
            WHERE state = 'PENDING' AND webhook = \(webhook) AND next_attempt_at <= \(now) ORDER BY next_attempt_at, id LIMIT \(limit)
            """
        guard try await !fetch(due).isEmpty else { return [] }
        return try await write(notifying: nil) { tx in
            let rows = try await tx.fetchAll("\(due) \(dialect.rowLockSuffix)").map(AlertDelivery.init(row:))
            try await giveUp(rows.filter { !$0.problems.isEmpty }, tx, now: now)
            var claimed = rows.filter(\.problems.isEmpty)
            guard !claimed.isEmpty else { return [] }
            try await tx.execute(
                """
                UPDATE alert_deliveries SET attempts = attempts + 1, fence = fence + 1, next_attempt_at = \(leaseUntil)
                WHERE id IN (\(SQLQuery.paddedList(claimed.map(\.id))))
                """)
            for index in claimed.indices {
                claimed[index].attempts += 1
                claimed[index].fence += 1
                claimed[index].nextAttemptAt = leaseUntil
            }
            return claimed
        }
    }

    /// Deliveries with unusable rows are not sent; they are shown as DEAD with the reason.
    private func giveUp(_ deliveries: [AlertDelivery], _ tx: Transaction, now: Timestamp) async throws {
        for delivery in deliveries {
            try await tx.execute(
                """
                UPDATE alert_deliveries SET state = 'DEAD', last_error = \(delivery.lastError), finished_at = \(now) WHERE id = \(delivery.id)
                """)
        }
    }

    package func finishAlertDelivery(_ delivery: AlertDelivery, _ outcome: AlertDeliveryOutcome, now: Timestamp) async throws -> Bool {
        let change: SQLQuery
        switch outcome {
        case .delivered: change = "state = 'DELIVERED', last_error = NULL, finished_at = \(now)"
        case .retry(let instant, let error): change = "next_attempt_at = \(instant), last_error = \(error)"
        case .dead(let error): change = "state = 'DEAD', last_error = \(error), finished_at = \(now)"
        }
        return try await write { tx in
            try await tx.execute(
                """
                UPDATE alert_deliveries SET \(change)
                WHERE id = \(delivery.id) AND fence = \(delivery.fence) AND state = 'PENDING'
                """) == 1
        }
    }

    package func alertDeliveries(_ filter: AlertDeliveryFilter, page: Page) async throws -> PageOf<AlertDelivery> {
        let order = ListOrder.alertDeliveries
        var parts: [SQLQuery] = ["1 = 1"]
        if let state = filter.state { parts.append("a.state = \(state.rawValue)") }
        if let webhook = filter.webhook { parts.append("a.webhook = \(webhook)") }
        if let event = filter.event { parts.append("a.event = \(event.rawValue)") }
        let condition = SQLQuery.join(parts, separator: " AND ") ?? ""
        return try await read { tx in
            let countedMax = PageOf<AlertDelivery>.countedMax
            let total =
                try await tx.fetchOne(
                    """
                    SELECT COUNT(*) AS total FROM (SELECT 1 AS one FROM alert_deliveries a WHERE \(condition) LIMIT \(countedMax)) counted
                    """)?.int("total") ?? 0
            let rows = try await tx.fetchAll(
                "SELECT \(AlertDelivery.columns) FROM alert_deliveries a WHERE \(condition)\(order.tail(page))")
            return order.page(try rows.map(AlertDelivery.init(row:)), page, total: total, isCountCut: total == countedMax) {
                .number($0.id)
            }
        }
    }

    package func alertDelivery(_ id: Int64) async throws -> AlertDelivery? {
        try await fetch("SELECT \(AlertDelivery.columns) FROM alert_deliveries WHERE id = \(id)").first.map(AlertDelivery.init(row:))
    }

    package func retryAlertDelivery(_ id: Int64, now: Timestamp) async throws -> AlertRetryResult {
        try await write { tx in
            let changed = try await tx.execute(
                """
                UPDATE alert_deliveries SET state = 'PENDING', attempts = 0, next_attempt_at = \(now), finished_at = NULL
                WHERE id = \(id) AND state = 'DEAD'
                """)
            guard let row = try await tx.fetchOne("SELECT state, webhook FROM alert_deliveries WHERE id = \(id)") else { return .notFound }
            guard changed == 1 else { return .notDead(try row.word("state")) }
            let subject = AuditSubject(.alert, String(id), try row.text("webhook"))
            try await note(tx, AuditChange("alert.retry", subject, before: ["state": "DEAD"], after: ["state": "PENDING"]))
            return .changed
        }
    }

    package func pruneAlerts(before cutoff: Timestamp, eventsBefore: Timestamp, limit: Int) async throws -> Int {
        // Numbers grow with time: behind a row that is too young there are only younger ones.
        func old(_ rows: [ResultRow], _ cutoff: Timestamp) throws -> Int64? {
            try rows.filter { try $0.timestamp("created_at") < cutoff }.map { try $0.int64("id") }.max()
        }
        let delivery = try old(
            await fetch("SELECT id, created_at FROM alert_deliveries ORDER BY id LIMIT \(limit)"), cutoff)
        let event = try old(
            await fetch("SELECT id, created_at FROM alert_events ORDER BY id LIMIT \(limit)"), eventsBefore)
        guard delivery != nil || event != nil else { return 0 }
        return try await write(notifying: nil) { tx in
            let deliveries = try await tx.execute(
                "DELETE FROM alert_deliveries WHERE id <= \(delivery ?? 0) AND created_at < \(cutoff)")
            let events = try await tx.execute("DELETE FROM alert_events WHERE id <= \(event ?? 0) AND created_at < \(eventsBefore)")
            return deliveries + events
        }
    }
}

extension AlertDelivery {
    static let columns: SQLQuery =
        "id, webhook, event, subject, body, state, attempts, fence, next_attempt_at, last_error, created_at, finished_at"

    init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        let message = NewAlertDelivery(
            webhook: try reader.text("webhook"), event: try reader.word("event", or: .failed), subject: try reader.text("subject"),
            body: try reader.text("body"))
        self.init(
            id: try row.int64("id"), message: message, state: try reader.word("state", or: .dead),
            attempts: try reader.int("attempts", .count), fence: try reader.int64("fence", .fence),
            nextAttemptAt: try row.timestamp("next_attempt_at"), createdAt: try row.timestamp("created_at"))
        lastError = try reader.textIfPresent("last_error")
        finishedAt = try row.timestampIfPresent("finished_at")
        problems = reader.problems
        if let problem = problems.first { lastError = problem.description }
    }
}
