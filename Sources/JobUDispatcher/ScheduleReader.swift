import JobUCron
package import JobUModel
import JobUStore
import Logging
import Synchronization

/// Reads schedules for a dispatcher, and remembers which ones this process cannot read.
///
/// A zone is tried again now and then: its data can be installed while the process runs. An expression stays what it is.
package final class ScheduleReader: Sendable {
    package typealias Reading = @Sendable (CronJobDefinition) throws -> CronJobSchedule

    /// Between two attempts to read the same zones.
    private static let retryAfter = Duration.seconds(5)

    private struct State {
        var unreadable = UnreadableSchedules()
        var retriedAt: Timestamp?
        /// The crons that were left alone before, so that each is logged once.
        var told: Set<CronJobID> = []
        var cronsLeftAt: Timestamp?
    }

    private let reading: Reading
    private let logger: Logger
    private let state = Mutex(State())

    init(_ reading: @escaping Reading, logger: Logger) {
        self.reading = reading
        self.logger = logger
    }

    /// What this process cannot read, as far as it has tried.
    var unreadable: UnreadableSchedules { state.withLock(\.unreadable) }

    /// Reads a cron's schedule. One that cannot be read is remembered, and logged when it is met first.
    /// - Throws: `CronParseError` or `CronZoneError`.
    func schedule(of cron: CronJob) throws -> CronJobSchedule {
        let definition = cron.definition
        do {
            return try reading(definition)
        } catch {
            let isNew = state.withLock { state in
                error is CronZoneError
                    ? state.unreadable.insert(zone: definition.timeZone)
                    : state.unreadable.insert(.init(text: definition.cronExpression, dayMatch: definition.dayMatch))
            }
            if isNew {
                logger.error(
                    "Schedule unreadable in this process; leaving its crons to other dispatchers",
                    metadata: [
                        LogKeys.cronJobID: "\(cron.id)", LogKeys.cronJobName: "\(definition.name)",
                        LogKeys.timeZone: "\(definition.timeZone)", LogKeys.error: "\(error)",
                    ])
            }
            throw error
        }
    }

    /// Leaves a cron alone for a while that the database refuses to the last word.
    /// - Returns: whether it is the first time.
    func leave(_ cron: CronJobID) -> Bool {
        state.withLock { state in
            _ = state.unreadable.insert(cron)
            return state.told.insert(cron).inserted
        }
    }

    /// Tries crons again that were refused, and zones that could not be read.
    func retryLeft(now: Timestamp) {
        state.withLock { state in
            guard !state.unreadable.crons.isEmpty else { return state.cronsLeftAt = nil }
            let since = state.cronsLeftAt ?? now
            state.cronsLeftAt = since
            guard since > now || now >= since + DispatchResult.refusalPause else { return }
            state.unreadable.removeCrons()
            state.cronsLeftAt = nil
        }
        let zones = state.withLock { state -> Set<String> in
            if let last = state.retriedAt, last <= now, now < last + Self.retryAfter { return [] }
            state.retriedAt = now
            return state.unreadable.zones
        }
        for zone in zones.sorted() where isReadable(zone) {
            state.withLock { $0.unreadable.remove(zone: zone) }
            logger.notice("Time zone readable again", metadata: [LogKeys.timeZone: "\(zone)"])
        }
    }

    private func isReadable(_ zone: String) -> Bool {
        var definition = CronJobDefinition(name: "", cronExpression: "* * * * *", handlerName: "")
        definition.timeZone = zone
        do {
            _ = try reading(definition)
            return true
        } catch {
            return false  // It was logged when it was met first.
        }
    }
}
