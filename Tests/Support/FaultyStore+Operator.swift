package import JobUModel
package import JobUStore

/// What operators ask.
extension FaultyStore {
    package func createCronJob(
        _ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp
    ) async throws -> CronJob {
        try await call(.cronJob) { try await $0.createCronJob(definition, nextRunAt: nextRunAt, now: now) }
    }

    package func cronJob(_ id: CronJobID) async throws -> CronJob? {
        try await call(.cronJob) { try await $0.cronJob(id) }
    }

    package func cronJob(named name: String) async throws -> CronJob? {
        try await call(.cronJob) { try await $0.cronJob(named: name) }
    }

    package func cronJobs(_ filter: CronJobFilter, sort: CronJobSort, page: Page) async throws -> PageOf<CronJob> {
        try await call(.cronJob) { try await $0.cronJobs(filter, sort: sort, page: page) }
    }

    package func updateCronJob(
        _ id: CronJobID, version: Int64, _ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp
    ) async throws -> CronJob {
        try await call(.cronJob) {
            try await $0.updateCronJob(id, version: version, definition, nextRunAt: nextRunAt, now: now)
        }
    }

    package func deleteCronJob(_ id: CronJobID) async throws -> DeleteResult {
        try await call(.cronJob) { try await $0.deleteCronJob(id) }
    }

    package func enqueue(_ execution: NewExecution, now: Timestamp) async throws -> EnqueueResult {
        try await call(.execution) { try await $0.enqueue(execution, now: now) }
    }

    package func execution(_ id: ExecutionID) async throws -> Execution? {
        try await call(.execution) { try await $0.execution(id) }
    }

    package func executions(_ filter: ExecutionFilter, sort: ExecutionSort, page: Page) async throws -> PageOf<Execution> {
        try await call(.execution) { try await $0.executions(filter, sort: sort, page: page) }
    }

    package func attempts(of id: ExecutionID) async throws -> [ExecutionAttempt] {
        try await call(.execution) { try await $0.attempts(of: id) }
    }

    package func logs(of id: ExecutionID, afterSequence: Int64, limit: Int) async throws -> [ExecutionLogLine] {
        try await call(.execution) { try await $0.logs(of: id, afterSequence: afterSequence, limit: limit) }
    }

    package func cancel(_ id: ExecutionID, reason: String, now: Timestamp) async throws -> CancelResult {
        try await call(.execution) { try await $0.cancel(id, reason: reason, now: now) }
    }

    package func holder(ofUniqueKey key: String) async throws -> ExecutionID? {
        try await call(.execution) { try await $0.holder(ofUniqueKey: key) }
    }

    package func retry(_ id: ExecutionID, now: Timestamp) async throws -> RetryResult {
        try await call(.execution) { try await $0.retry(id, now: now) }
    }

    package func deleteExecution(_ id: ExecutionID) async throws -> DeleteResult {
        try await call(.execution) { try await $0.deleteExecution(id) }
    }

    package func workers() async throws -> [WorkerRecord] {
        try await call(.execution) { try await $0.workers() }
    }

    package func dueCount(now: Timestamp) async throws -> Int {
        try await call(.execution) { try await $0.dueCount(now: now) }
    }

    package func oldestWaitingRunTime() async throws -> Timestamp? {
        try await call(.execution) { try await $0.oldestWaitingRunTime() }
    }

    package func countsByStatus(newest: Int) async throws -> [ExecutionStatus: Int] {
        try await call(.execution) { try await $0.countsByStatus(newest: newest) }
    }

    package func countsByStatus() async throws -> [ExecutionStatus: Int] {
        try await call(.execution) { try await $0.countsByStatus() }
    }
}
