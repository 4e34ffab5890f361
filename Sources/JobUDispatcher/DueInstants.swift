import JobUCron
import JobUModel
import JobUStore

/// The instants for which a cron is due, newest first. They are found one by one, so that a cron of every second that
/// was not looked at for years costs no more than the instants that are taken.
struct DueInstants {
    private let schedule: CronJobSchedule
    private let oldest: Timestamp
    /// The newest remaining instant.
    private var newest: Timestamp?

    /// - Parameter oldest: what was stored as due. It counts even when the rules of its zone have changed since.
    init(of schedule: CronJobSchedule, from oldest: Timestamp, upTo end: Timestamp) {
        self.schedule = schedule
        self.oldest = oldest
        newest = oldest <= end ? previous(before: end.epochSeconds + 1) : nil
    }

    /// Takes the newest ones, at most `count` and none before `earliest`; the result is newest first, too.
    mutating func take(_ count: Int, notBefore earliest: Timestamp? = nil) -> [Timestamp] {
        var taken: [Timestamp] = []
        while taken.count < count, let instant = newest, instant >= earliest ?? instant {
            taken.append(instant)
            newest = instant > oldest ? previous(before: instant.epochSeconds) : nil
        }
        return taken
    }

    private func previous(before seconds: Int64) -> Timestamp {
        guard let found = schedule.expression.previous(before: seconds, in: schedule.zone) else { return oldest }
        return max(Timestamp(epochSeconds: found), oldest)
    }
}
