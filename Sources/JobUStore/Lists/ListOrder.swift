import JobUDatabase
import JobUModel

/// How a list is sorted, and how it is read from any of its places on.
struct ListOrder: Sendable {
    enum Direction { case rising, falling }

    /// The column of the keys.
    let column: SQLQuery
    let direction: Direction
    /// Tells rows apart that have the same in `column`; nil where no two rows have the same.
    var tie: SQLQuery?
    /// Whether rows can have nothing in `column`: they come last.
    var isSparse = false

    /// Executions: by instant where it is a cron's or a span of time that is asked for, which an index serves; all others by number,
    /// which is by age.
    static func executions(_ filter: ExecutionFilter, _ sort: ExecutionSort) -> ListOrder {
        let direction: Direction = sort == .newest ? .falling : .rising
        return switch filter.order {
        case .number: ListOrder(column: "e.id", direction: direction)
        case .instantOfCron: ListOrder(column: "e.scheduled_time", direction: direction)
        case .instant: ListOrder(column: "e.scheduled_time", direction: direction, tie: "e.id")
        }
    }

    static let alertDeliveries = ListOrder(column: "a.id", direction: .falling)

    static func cronJobs(_ sort: CronJobSort) -> ListOrder {
        switch sort {
        case .name: ListOrder(column: "c.name", direction: .rising)
        case .nameBackwards: ListOrder(column: "c.name", direction: .falling)
        case .nextRun: ListOrder(column: "c.next_run_at", direction: .rising, tie: "c.id", isSparse: true)
        case .nextRunBackwards: ListOrder(column: "c.next_run_at", direction: .falling, tie: "c.id", isSparse: true)
        case .lastRun: ListOrder(column: "c.last_run_at", direction: .rising, tie: "c.id", isSparse: true)
        case .lastRunBackwards: ListOrder(column: "c.last_run_at", direction: .falling, tie: "c.id", isSparse: true)
        }
    }

    /// Ends a query that has a condition already: the rows of the page and one more, which tells whether the list goes on.
    func tail(_ page: Page) -> SQLQuery {
        let end: SQLQuery = rows(page) + " LIMIT \(page.size + 1)"
        guard case .number(let number) = page.start else { return end }
        return end + " OFFSET \((number - 1) * page.size)"
    }

    /// The same without an end: all rows from the page's key on, or from the list's beginning on.
    func rows(_ page: Page) -> SQLQuery { bound(page) + " ORDER BY \(columns(page))" }

    /// Keeps the rows up to one, it included, read as the page is; in lists whose rows all have something in `column`.
    func until(_ key: ListKey, _ page: Page) -> SQLQuery {
        let sign: SQLQuery = isRising(page) ? "<" : ">"
        switch key {
        case .number(let value): return " AND \(column) \(sign)= \(value)"
        case .instant(let value): return " AND \(column) \(sign)= \(value)"
        case .name(let value): return " AND \(column) \(sign)= \(value)"
        case .tied(nil, let id): return " AND \(tie ?? column) \(sign)= \(id)"
        case .tied(let instant?, let id):
            return " AND (\(column) \(sign)= \(instant) AND (\(column) \(sign) \(instant) OR \(tie ?? column) \(sign)= \(id)))"
        }
    }

    private func columns(_ page: Page) -> SQLQuery {
        let way: SQLQuery = isRising(page) ? "ASC" : "DESC"
        guard let tie else { return "\(column) \(way)" }
        let ordered: SQLQuery = "\(column) \(way), \(tie) \(way)"
        guard isSparse else { return ordered }
        let emptyLast: SQLQuery = isBackwards(page) ? "DESC" : "ASC"
        return "(\(column) IS NULL) \(emptyLast), " + ordered
    }

    private func bound(_ page: Page) -> SQLQuery {
        let sign: SQLQuery = isRising(page) ? ">" : "<"
        switch page.start {
        case .number: return ""
        case .after(.tied(nil, let id)): return " AND \(column) IS NULL AND \(tie ?? column) \(sign) \(id)"
        case .before(.tied(nil, let id)): return " AND (\(column) IS NOT NULL OR \(tie ?? column) \(sign) \(id))"
        case .after(.tied(let instant?, let id)):
            return isSparse ? " AND (\(past(instant, id, sign)) OR \(column) IS NULL)" : " AND \(past(instant, id, sign))"
        case .before(.tied(let instant?, let id)): return " AND \(past(instant, id, sign))"
        case .after(.number(let value)), .before(.number(let value)): return " AND \(column) \(sign) \(value)"
        case .after(.instant(let value)), .before(.instant(let value)): return " AND \(column) \(sign) \(value)"
        case .after(.name(let value)), .before(.name(let value)): return " AND \(column) \(sign) \(value)"
        }
    }

    /// The first of its conditions alone is one that an index can begin at.
    private func past(_ instant: Timestamp, _ id: Int64, _ sign: SQLQuery) -> SQLQuery {
        "(\(column) \(sign)= \(instant) AND (\(column) \(sign) \(instant) OR \(tie ?? column) \(sign) \(id)))"
    }

    /// What precedes a key is read backwards, from the key on.
    private func isBackwards(_ page: Page) -> Bool {
        if case .before = page.start { true } else { false }
    }

    private func isRising(_ page: Page) -> Bool { isBackwards(page) == (direction == .falling) }

    /// The page that rows read with `tail` make.
    func page<Item>(
        _ rows: [Item], _ page: Page, total: Int, isCountCut: Bool = false, key: (Item) -> ListKey
    ) -> PageOf<Item> {
        let goesOn = rows.count > page.size
        let kept = goesOn ? Array(rows.prefix(page.size)) : rows
        var found = PageOf(items: kept, total: total, isCountCut: isCountCut)
        switch page.start {
        case .number(let number):
            found.next = goesOn ? kept.last.map(key) : nil
            found.previous = number > 1 ? kept.first.map(key) : nil
        case .after:
            found.next = goesOn ? kept.last.map(key) : nil
            found.previous = kept.first.map(key)
        case .before:
            found.items.reverse()
            found.next = found.items.last.map(key)
            found.previous = goesOn ? found.items.first.map(key) : nil
        }
        return found
    }
}

extension ExecutionFilter {
    /// What a list with this filter is sorted by.
    fileprivate enum Order { case number, instant, instantOfCron }

    fileprivate var order: Order {
        if cronJobID != nil { return .instantOfCron }
        return from == nil && to == nil ? .number : .instant
    }

    /// Whether a key is one of the list that this filter makes.
    package func accepts(_ key: ListKey) -> Bool {
        switch (order, key) {
        case (.number, .number), (.instantOfCron, .instant), (.instant, .tied(.some, _)): true
        default: false
        }
    }

    /// The place of an execution in that list.
    func key(_ execution: Execution) -> ListKey { key(execution.id, execution.scheduledTime) }

    func key(_ id: ExecutionID, _ scheduledTime: Timestamp) -> ListKey {
        switch order {
        case .number: .number(id.rawValue)
        case .instantOfCron: .instant(scheduledTime)
        case .instant: .tied(scheduledTime, id.rawValue)
        }
    }

    /// What an index serves of the filter, in the list's order: the rest is looked for in the rows.
    var indexed: ExecutionFilter {
        var part = ExecutionFilter()
        (part.cronJobID, part.from, part.to) = (cronJobID, from, to)
        guard order == .number else { return part }
        let isIndexed = statuses == [.running] || statuses.allSatisfy { $0.isFinished && $0 != .success }
        if !statuses.isEmpty, isIndexed { part.statuses = statuses } else { part.handler = handler }
        return part
    }
}

extension CronJobSort {
    /// Whether a key is one of a list that is sorted so.
    package func accepts(_ key: ListKey) -> Bool {
        switch (self, key) {
        case (.name, .name), (.nameBackwards, .name): true
        case (.nextRun, .tied), (.nextRunBackwards, .tied), (.lastRun, .tied), (.lastRunBackwards, .tied): true
        default: false
        }
    }

    /// The place of a cron in such a list.
    func key(_ cron: CronJob) -> ListKey {
        switch self {
        case .name, .nameBackwards: .name(cron.definition.name)
        case .nextRun, .nextRunBackwards: .tied(cron.nextRunAt, cron.id.rawValue)
        case .lastRun, .lastRunBackwards: .tied(cron.lastRunAt, cron.id.rawValue)
        }
    }
}

extension AlertDeliveryFilter {
    /// The same, of this list.
    package func accepts(_ key: ListKey) -> Bool {
        if case .number = key { true } else { false }
    }
}
