package import JobUDatabase
import JobUModel

/// Imports crons and history from a database of the Python JobU. The source is only read.
///
/// An existing cron with the same name and handler is not changed; only its missing executions are added. So a second import continues
/// after an interruption.
package struct PythonImport: Sendable {
    package struct Report: Sendable, Equatable {
        package var crons = 0
        package var executions = 0
        /// Executions that had not ended, or could not be read.
        package var executionsSkipped = 0
        /// The skipped crons, each with the reason.
        package var refused: [String] = []
    }

    private static let batch = 500

    private let source: Database
    private let store: SQLJobStore
    private let editor: CronJobEditor

    package init(from source: Database, to store: SQLJobStore, editor: CronJobEditor) {
        self.source = source
        self.store = store
        self.editor = editor
    }

    /// - Parameters:
    ///   - isEnabled: false to take all crons over as disabled, so that two schedulers never run the same.
    ///   - progress: called with the number of executions stored so far.
    /// - Throws: `SQLError` when the source is none of the Python JobU, or either database fails.
    package func run(isEnabled: Bool, progress: (Int) -> Void = { _ in }) async throws -> Report {
        var report = Report()
        var crons: [Int64: CronJob] = [:]
        for row in try await rows("SELECT * FROM cron_jobs ORDER BY id") {
            guard !row.has("day_match") else {
                throw SQLError(.schema, "database '\(source.name)' is already a store of this JobU, not of the Python JobU")
            }
            guard let id = try row.int("id"), var definition = try CronJobDefinition(row) else {
                report.refused.append("without name, expression or handler")
                continue
            }
            if !isEnabled { definition.isEnabled = false }
            do {
                crons[id] = try await editor.create(definition)
                report.crons += 1
            } catch let error as ValidationError {
                report.refused.append("'\(definition.name)': \(error)")
            } catch JobStoreError.duplicateName {
                let existing = try await store.cronJob(named: definition.name)
                if let existing, existing.definition.handlerName == definition.handlerName { crons[id] = existing }
                report.refused.append("'\(definition.name)': a cron with this name already exists")
            }
        }
        try await copyExecutions(of: crons, &report, progress)
        return report
    }

    private func copyExecutions(of crons: [Int64: CronJob], _ report: inout Report, _ progress: (Int) -> Void) async throws {
        var last: Int64 = -1
        while true {
            let rows = try await rows("SELECT * FROM job_executions WHERE id > \(last) ORDER BY id LIMIT \(Self.batch)")
            guard let newest = try rows.last?.int("id") else { return }
            last = newest
            let executions = try rows.compactMap { row in
                try PythonExecution(row).flatMap { execution in crons[execution.cron].map { (execution, $0) } }
            }
            report.executionsSkipped += rows.count - executions.count
            report.executions += try await store.insertHistory(executions)
            progress(report.executions)
        }
    }

    private func rows(_ sql: SQLQuery) async throws -> [PythonRow] {
        try await source.transaction(readOnly: true) { try await $0.fetchAll(sql) }.map(PythonRow.init)
    }
}

extension SQLJobStore {
    /// Stores executions that ended elsewhere, except at instants whose execution is here already.
    ///
    /// - Returns: how many were stored.
    fileprivate func insertHistory(_ executions: [(execution: PythonExecution, cron: CronJob)]) async throws -> Int {
        struct Instant: Hashable {
            var cron: CronJobID
            var time: Timestamp
        }
        let times = executions.map(\.execution.scheduledTime)
        let crons = Set(executions.map(\.cron.id)).map { id -> SQLQuery in "\(id)" }
        guard let first = times.min(), let last = times.max(), let ids = SQLQuery.join(crons, separator: ", ") else { return 0 }
        return try await write { tx in
            let rows = try await tx.fetchAll(
                "SELECT job_id, scheduled_time FROM job_executions WHERE job_id IN (\(ids)) AND scheduled_time BETWEEN \(first) AND \(last)"
            )
            var taken = Set(
                try rows.map { Instant(cron: CronJobID(rawValue: try $0.int64("job_id")), time: try $0.timestamp("scheduled_time")) })
            let new = executions.filter { taken.insert(Instant(cron: $0.cron.id, time: $0.execution.scheduledTime)).inserted }
            guard let values = SQLQuery.join(new.map { $0.execution.values(of: $0.cron) }, separator: ", ") else { return 0 }
            try await tx.execute(
                """
                INSERT INTO job_executions (
                    job_id, handler_name, handler_params, scheduled_time, run_at, status, \(dialect.triggerColumn), attempt, max_retry,
                    retry_count, timeout_seconds, started_at, finished_at, error_message, result, created_at)
                VALUES \(values)
                """)
            return new.count
        }
    }
}

extension PythonExecution {
    fileprivate func values(of cron: CronJob) -> SQLQuery {
        """
        (\(cron.id), \(cron.definition.handlerName), \(cron.definition.handlerParams), \(scheduledTime), \(scheduledTime),
         \(status), 'cron', \(retryCount + 1), \(cron.definition.options.maxRetry), \(retryCount), \(cron.definition.options.timeoutSeconds),
         \(startedAt), \(finishedAt), \(errorMessage), \(result), \(createdAt))
        """
    }
}
