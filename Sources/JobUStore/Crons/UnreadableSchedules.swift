import JobUDatabase
package import JobUModel

/// Schedules that one process cannot read: their crons are left to dispatchers that can.
///
/// They are told apart by what is written in the rows, not by the rows: a machine without time-zone data may be unable to read ten
/// thousand crons of one zone. Only a cron that the database lets nobody dispatch, nor note that, is told by its number.
package struct UnreadableSchedules: Sendable, Equatable {
    package struct Expression: Sendable, Hashable {
        package var text: String
        package var dayMatch: String

        package init(text: String, dayMatch: String) {
            self.text = text
            self.dayMatch = dayMatch
        }
    }

    /// As many are left out by a query. The crons of others are looked at, and left alone, each time.
    private static let expressionsMax = 500

    package private(set) var zones: Set<String> = []
    package private(set) var expressions: Set<Expression> = []
    package private(set) var crons: Set<CronJobID> = []

    package init() {}

    /// - Returns: whether it is new.
    package mutating func insert(zone: String) -> Bool { zones.insert(zone).inserted }

    package mutating func remove(zone: String) { zones.remove(zone) }

    /// - Returns: whether it is new, and there was room for it.
    package mutating func insert(_ cron: CronJobID) -> Bool { crons.count < Self.expressionsMax && crons.insert(cron).inserted }

    package mutating func removeCrons() { crons = [] }

    /// - Returns: whether it is new, and there was room for it.
    package mutating func insert(_ expression: Expression) -> Bool {
        expressions.count < Self.expressionsMax && expressions.insert(expression).inserted
    }

    /// True of the crons under the alias `c` that are not among them; nothing where there is none.
    var condition: SQLQuery {
        var condition: SQLQuery = ""
        if !zones.isEmpty { condition = condition + "AND c.time_zone NOT IN (\(SQLQuery.list(zones.sorted()))) " }
        if !crons.isEmpty { condition = condition + "AND c.id NOT IN (\(SQLQuery.list(crons.map(\.rawValue).sorted()))) " }
        let sorted = expressions.sorted { ($0.text, $0.dayMatch) < ($1.text, $1.dayMatch) }
        for expression in sorted {
            condition = condition + "AND NOT (c.cron_expression = \(expression.text) AND c.day_match = \(expression.dayMatch)) "
        }
        return condition
    }
}
