package import JobUModel

/// The crons, as operators see them.
package protocol CronJobStore: Sendable {
    /// - Throws: `JobStoreError.duplicateName`.
    func createCronJob(_ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp) async throws -> CronJob
    func cronJob(_ id: CronJobID) async throws -> CronJob?
    func cronJob(named name: String) async throws -> CronJob?
    func cronJobs(_ filter: CronJobFilter, sort: CronJobSort, page: Page) async throws -> PageOf<CronJob>
    /// Writes a definition over the one that had `version`.
    /// - Throws: `JobStoreError.duplicateName`, `.versionConflict`, `.notFound`.
    func updateCronJob(
        _ id: CronJobID, version: Int64, _ definition: CronJobDefinition, nextRunAt: Timestamp?, now: Timestamp
    ) async throws -> CronJob
    /// Deletes a cron with its executions that have ended or wait. Returns `.running` and deletes nothing while one runs.
    func deleteCronJob(_ id: CronJobID) async throws -> DeleteResult
}

extension CronJobStore {
    /// The same, by name.
    package func cronJobs(_ filter: CronJobFilter, page: Page) async throws -> PageOf<CronJob> {
        try await cronJobs(filter, sort: .name, page: page)
    }
}

package struct CronJobFilter: Sendable, Equatable {
    package var isEnabled: Bool?
    /// Part of a name or description.
    package var search: String?
    package var tag: String?

    package init(isEnabled: Bool? = nil, search: String? = nil, tag: String? = nil) {
        self.isEnabled = isEnabled
        self.search = search
        self.tag = tag
    }
}

/// How a list of crons is sorted; the words of the API. Crons that have no such instant come last, whichever the direction.
package enum CronJobSort: String, CaseIterable, Sendable {
    case name
    case nameBackwards = "-name"
    case nextRun = "next_run_at"
    case nextRunBackwards = "-next_run_at"
    case lastRun = "last_run_at"
    case lastRunBackwards = "-last_run_at"
}
