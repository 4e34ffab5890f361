import JobUDatabase
import JobUModel

/// What becomes of crons when the database itself, by a trigger or a check of its owner or for an odd value, refuses what one of them writes.
extension SQLJobStore {
    /// As much of the database's words is kept.
    private static let reasonMax = 1_000

    /// True of crons under the alias `c` that were not refused just now. One whose refusal lies ahead was refused while a clock was.
    static func isTried(_ now: Timestamp) -> SQLQuery {
        let (from, to) = (now - DispatchResult.refusalPause, now + ScheduleFault.skewMax)
        return "AND (c.refused_at IS NULL OR c.refused_at <= \(from) OR c.refused_at > \(to)) "
    }

    /// Whether an error says something about what was written, and nothing about the server, the session or other transactions.
    static func isRefusal(_ error: any Error) -> Bool {
        guard let code = error.databaseError?.code else { return false }
        return switch code {
        case .busy, .lockTimeout, .serialization, .readOnlyTransaction, .connectionLost, .cannotOpen, .diskFull, .fileGone, .timeout: false
        default: true
        }
    }

    /// A refusal in the database's words.
    static func reason(of error: any Error) -> String {
        String((error.databaseError.map { "\($0.code.rawValue): \($0.message)" } ?? "\(error)").prefix(reasonMax))
    }

    /// Dispatches crons that could not be dispatched together, in halves, each in a transaction of its own: a trigger may have ended the
    /// whole transaction, so that no savepoint of it would be left. The one that is refused alone is left with the reason.
    func split(
        _ ids: ArraySlice<CronJobID>, now: Timestamp, where isMeant: SQLQuery, _ plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?,
        because error: any Error
    ) async throws -> DispatchResult {
        guard let first = ids.first else { return DispatchResult() }
        if ids.count == 1 { return try await refuse(first, now: now, because: error) }
        let middle = ids.startIndex + ids.count / 2
        var result = DispatchResult()
        for half in [ids[..<middle], ids[middle...]] {
            do {
                let isInHalf = isMeant + "AND c.id IN (\(SQLQuery.list(half.map(\.rawValue)))) "
                result.add(try await dispatch(now: now, limit: half.count, where: isInHalf, plan))
            } catch  where Self.isRefusal(error) {
                result.add(try await split(half, now: now, where: isMeant, plan, because: error))
            }
        }
        return result
    }

    private func refuse(_ id: CronJobID, now: Timestamp, because error: any Error) async throws -> DispatchResult {
        let reason = Self.reason(of: error)
        let row = try await fetch("SELECT c.name, c.refusal FROM cron_jobs c WHERE c.id = \(id)").first
        guard let row else { return DispatchResult() }
        var refused = RefusedCronJob(
            id: id, name: try row.text("name"), reason: reason, isKnown: try row.textIfPresent("refusal") == reason, isRecorded: true)
        do {
            _ = try await write { tx in
                try await tx.execute(
                    "UPDATE cron_jobs SET refused_at = \(now), refusal = \(reason) WHERE id = \(id) AND next_run_at <= \(now)")
            }
        } catch  where Self.isRefusal(error) {
            refused.isRecorded = false
        }
        return DispatchResult(refused: [refused])
    }
}

extension DispatchResult {
    fileprivate mutating func add(_ other: DispatchResult) {
        crons += other.crons
        created += other.created
        skipped += other.skipped
        left += other.left
        refused += other.refused
    }
}
