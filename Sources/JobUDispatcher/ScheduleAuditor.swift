import JobUModel
import JobUStore
import Logging

/// Audits crons and repairs those that would not fire: due much too late, or never.
struct ScheduleAuditor: Sendable {
    let store: any DispatchStore
    let reader: ScheduleReader
    let time: TimeSource
    let stopwatch: Stopwatch
    let logger: Logger

    /// One look at as many crons as it is time for.
    /// - Returns: whether some of them were mended, and may be due.
    func look(_ audit: inout ScheduleAudit) async -> Bool {
        var hasRepaired = false
        do {
            for _ in 0..<audit.pieces(wall: time.wall.now(), elapsed: stopwatch.elapsed) {
                guard let start = audit.start else { break }
                let piece = try await store.enabledCronJobs(after: start, limit: ScheduleAudit.pieceSize)
                for cron in piece.crons where try await repair(cron) { hasRepaired = true }
                audit.advance(to: piece.next, elapsed: stopwatch.elapsed)
            }
        } catch {
            // Dispatching does not wait for it, and the next look begins where this one ended.
            logger.warning("Schedule audit failed; retrying", metadata: [LogKeys.error: "\(error)"])
        }
        return hasRepaired
    }

    private func repair(_ cron: CronJob) async throws -> Bool {
        let now = time.wall.now()
        guard let fault = ScheduleFault(of: cron, now: now, reading: { _ in try reader.schedule(of: cron) }), fault.isRepairable else {
            return false
        }
        let schedule = try reader.schedule(of: cron)
        let repaired = try await store.repairSchedule(of: cron, now: now) { stored in schedule.repaired(cron, stored, now: now) }
        guard let repaired else { return false }
        logger.warning(
            "Repaired the next run time of a cron",
            metadata: [
                LogKeys.cronJobID: "\(cron.id)", LogKeys.cronJobName: "\(cron.definition.name)",
                LogKeys.previousNextRunAt: "\(cron.nextRunAt?.description ?? "none")", LogKeys.nextRunAt: "\(repaired)",
            ])
        return true
    }
}
