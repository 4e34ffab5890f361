import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// Rows that go in one transaction.
    private static let deletesMax = 1_000

    package func createCronJob(_ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp) async throws -> CronJob {
        let assignments = try definition.assignments()
        let columns = SQLQuery.join(assignments.map(\.column), separator: ", ") ?? ""
        let values = SQLQuery.join(assignments.map(\.value), separator: ", ") ?? ""
        return try await refusingDuplicates(of: definition.name) {
            try await write(notifying: [.schedules]) { tx in
                let id = try await dialect.insertReturningID(
                    tx,
                    """
                    INSERT INTO cron_jobs (\(columns), next_run_at, version, created_at, updated_at)
                    VALUES (\(values), \(nextRunAt), 1, \(now), \(now))
                    """)
                guard let cron = try await Self.cronJob(tx, CronJobID(rawValue: id)) else {
                    throw SQLError(.other, "creating a cron returned no id")
                }
                try await audit(tx, .created("cron.create", cron.subject, try cron.definition.audited()))
                return cron
            }
        }
    }

    package func cronJob(_ id: CronJobID) async throws -> CronJob? {
        try await read { tx in try await Self.cronJob(tx, id) }
    }

    package func cronJob(named name: String) async throws -> CronJob? {
        try await read { tx in
            try await tx.fetchOne("SELECT \(CronJob.columns) FROM cron_jobs c WHERE c.name = \(name)").map(CronJob.init(row:))
        }
    }

    package func cronJobs(_ filter: CronJobFilter, sort: CronJobSort, page: Page) async throws -> PageOf<CronJob> {
        let condition = filter.condition(dialect)
        let order = ListOrder.cronJobs(sort)
        return try await read { tx in
            let rows = try await tx.fetchAll(
                "SELECT \(CronJob.columns) FROM cron_jobs c WHERE \(condition)\(order.tail(page))"
            ).map(CronJob.init(row:))
            if let total = page.total(rows.count) { return order.page(rows, page, total: total, key: sort.key) }
            let total = try await tx.fetchOne("SELECT COUNT(*) AS total FROM cron_jobs c WHERE \(condition)")?.int("total") ?? 0
            return order.page(rows, page, total: total, key: sort.key)
        }
    }

    package func updateCronJob(
        _ id: CronJobID, version: Int64, _ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp
    ) async throws -> CronJob {
        let changes = try definition.assignments().map { pair -> SQLQuery in "\(pair.column) = \(pair.value)" }
        let assignments = SQLQuery.join(changes, separator: ", ") ?? ""
        return try await refusingDuplicates(of: definition.name) {
            try await write(notifying: [.schedules]) { tx in
                let old = AuditActor.current == nil ? nil : try await Self.cronJob(tx, id)
                let changed = try await tx.execute(
                    """
                    UPDATE cron_jobs SET \(assignments), next_run_at = \(nextRunAt), refused_at = NULL, refusal = NULL,
                        version = version + 1, updated_at = \(now)
                    WHERE id = \(id) AND version = \(version)
                    """)
                guard let cron = try await Self.cronJob(tx, id) else { throw JobStoreError.notFound }
                guard changed == 1 else { throw JobStoreError.versionConflict(current: cron.version) }
                if let old { try await audit(tx, try .edited(old, cron)) }
                return cron
            }
        }
    }

    package func deleteCronJob(_ id: CronJobID) async throws -> DeleteResult {
        if try await fetch(Self.runningExecution(of: id)).first != nil { return .running }
        try await deleteHistory(of: id)
        return try await write(notifying: [.schedules]) { tx in
            if try await tx.fetchOne(Self.runningExecution(of: id)) != nil { return .running }
            guard let cron = try await Self.cronJob(tx, id) else { return .notFound }
            try await tx.execute("DELETE FROM job_executions WHERE job_id = \(id)")
            guard try await tx.execute("DELETE FROM cron_jobs WHERE id = \(id)") == 1 else { return .notFound }
            try await audit(tx, .deleted("cron.delete", cron.subject, try cron.definition.audited()))
            return .deleted
        }
    }

    private static func runningExecution(of id: CronJobID) -> SQLQuery {
        "SELECT id FROM job_executions WHERE job_id = \(id) AND finished_at IS NULL AND status = 'RUNNING' LIMIT 1"
    }

    /// In short transactions, so that years of history hold up nobody. What ends meanwhile goes with the cron itself.
    private func deleteHistory(of id: CronJobID) async throws {
        while true {
            let rows = try await fetch(
                """
                SELECT id FROM job_executions WHERE job_id = \(id) AND finished_at IS NOT NULL
                ORDER BY scheduled_time LIMIT \(Self.deletesMax)
                """)
            let ids = try rows.map { ExecutionID(rawValue: try $0.int64("id")) }
            guard !ids.isEmpty else { return }
            _ = try await write(notifying: nil) { tx in
                try await tx.execute("DELETE FROM job_executions WHERE id IN (\(SQLQuery.paddedList(ids))) AND finished_at IS NOT NULL")
            }
            guard ids.count == Self.deletesMax else { return }
        }
    }

    private static func cronJob(_ tx: Transaction, _ id: CronJobID) async throws -> CronJob? {
        try await tx.fetchOne("SELECT \(CronJob.columns) FROM cron_jobs c WHERE c.id = \(id)").map(CronJob.init(row:))
    }

    private func refusingDuplicates<Value: Sendable>(
        of name: String, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as SQLError where error.code == .uniqueViolation {
            throw JobStoreError.duplicateName(name)
        }
    }
}

extension CronJobFilter {
    fileprivate func condition(_ dialect: any StoreDialect) -> SQLQuery {
        var parts: [SQLQuery] = ["1 = 1"]
        if let isEnabled { parts.append("c.is_enabled = \(isEnabled)") }
        if let search, !search.isEmpty {
            let text = SearchText(search)
            parts.append("(\(dialect.searchPredicate("c.name", text)) OR \(dialect.searchPredicate("c.description", text)))")
        }
        if let tag, !tag.isEmpty {
            parts.append(dialect.searchPredicate("c.tags", SearchText("\"\(tag)\"")))
        }
        return SQLQuery.join(parts, separator: " AND ") ?? "1 = 1"
    }
}

extension SQLQuery {
    /// A pattern for `LIKE … ESCAPE '!'` that finds texts which begin with this one.
    static func likePattern(startingWith text: String) -> String {
        var pattern = ""
        for character in text {
            if "!%_".contains(character) { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
