package import JobUCron

/// The instants of one cron: its expression, zone and bounds.
package struct CronJobSchedule: Sendable {
    package let expression: CronExpression
    package let zone: CronZone
    private var startAt: Timestamp?
    private var endAt: Timestamp?

    /// - Throws: `CronParseError` or `CronZoneError`.
    package init(_ definition: CronJobDefinition) throws {
        expression = try CronExpression(
            definition.cronExpression, dayMatch: CronDayMatch(rawValue: definition.dayMatch) ?? .vixie)
        zone = try CronZone(named: definition.timeZone)
        startAt = definition.startAt
        endAt = definition.endAt
    }

    /// The same without the cron's bounds.
    var unbounded: CronJobSchedule {
        var schedule = self
        (schedule.startAt, schedule.endAt) = (nil, nil)
        return schedule
    }

    /// The first instant strictly after `instant` that lies within the cron's bounds.
    package func next(after instant: Timestamp) -> Timestamp? {
        // One microsecond before the start, so that an instant at the start itself counts.
        let from = max(instant, startAt.map { Timestamp(microseconds: $0.microseconds - 1) } ?? instant)
        guard let seconds = expression.next(after: from.epochSeconds, in: zone) else { return nil }
        let next = Timestamp(epochSeconds: seconds)
        if let endAt, next > endAt { return nil }
        return next
    }

    /// The last instant strictly before `instant` that lies within the cron's bounds.
    package func previous(before instant: Timestamp) -> Timestamp? {
        // One microsecond after the end, so that an instant at the end itself counts.
        let to = min(instant, endAt.map { $0 + .microseconds(1) } ?? instant)
        let seconds = to.epochSeconds + (to.microseconds % 1_000_000 == 0 ? 0 : 1)
        guard let found = expression.previous(before: seconds, in: zone) else { return nil }
        let previous = Timestamp(epochSeconds: found)
        if let startAt, previous < startAt { return nil }
        return previous
    }

    /// The last `count` instants up to `instant` itself, latest first.
    package func instants(upTo instant: Timestamp, count: Int) -> [Timestamp] {
        var instants: [Timestamp] = []
        var bound = instant + .microseconds(1)
        while instants.count < count, let previous = previous(before: bound) {
            instants.append(previous)
            bound = previous
        }
        return instants
    }

    /// How many instants lie in each slot of a span, from `now` on; counting stops when `budget` is used up.
    package func counts(in span: TimeSlots, after now: Timestamp, budget: inout Int) -> [Int] {
        var counts = Array(repeating: 0, count: span.slots)
        var last = max(now, Timestamp(microseconds: span.from.microseconds - 1))
        while budget > 0, let next = next(after: last), let slot = span.slot(of: next) {
            counts[slot] += 1
            budget -= 1
            last = next
        }
        return counts
    }

    /// The first `count` instants strictly after `instant`.
    package func next(_ count: Int, after instant: Timestamp) -> [Timestamp] {
        var instants: [Timestamp] = []
        var last = instant
        while instants.count < count, let next = next(after: last) {
            instants.append(next)
            last = next
        }
        return instants
    }
}

extension CronJobDefinition {
    /// When this cron is due first after `now`; null while it is disabled.
    /// - Throws: `CronParseError` or `CronZoneError`.
    package func nextRunAt(after now: Timestamp) throws -> Timestamp? {
        isEnabled ? try CronJobSchedule(self).next(after: now) : nil
    }
}
