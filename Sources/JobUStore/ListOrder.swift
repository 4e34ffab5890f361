import JobUDatabase
import JobUModel

/// How a list is sorted, and how it is read from any of its places on.
struct ListOrder: Sendable {
    enum Direction { case rising, falling }

    /// The column of the keys.
    let column: SQL
    let direction: Direction

    /// Executions: a cron's by instant, which its unique index serves; all others by number, which is by age.
    static func executions(_ filter: ExecutionFilter) -> ListOrder {
        ListOrder(column: filter.cronJobID == nil ? "e.id" : "e.scheduled_time", direction: .falling)
    }

    static let alertDeliveries = ListOrder(column: "a.id", direction: .falling)

    static let cronJobs = ListOrder(column: "c.name", direction: .rising)

    /// Ends a query that has a condition already: the rows of the page and one more, which tells whether the list goes on.
    func tail(_ page: Page) -> SQL {
        let way: SQL = isRising(page) ? "ASC" : "DESC"
        let end: SQL = " ORDER BY \(column) \(way) LIMIT \(page.size + 1)"
        guard case .number(let number) = page.start else { return bound(page) + end }
        return end + " OFFSET \((number - 1) * page.size)"
    }

    private func bound(_ page: Page) -> SQL {
        let key: SQL
        switch page.start {
        case .number: return ""
        case .after(let bound), .before(let bound): key = bound.sql
        }
        return isRising(page) ? " AND \(column) > \(key)" : " AND \(column) < \(key)"
    }

    /// What precedes a key is read backwards, from the key on.
    private func isRising(_ page: Page) -> Bool {
        if case .before = page.start { return direction == .falling }
        return direction == .rising
    }

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

extension ListKey {
    fileprivate var sql: SQL {
        switch self {
        case .number(let number): "\(number)"
        case .instant(let instant): "\(instant)"
        case .name(let name): "\(name)"
        }
    }
}

extension ExecutionFilter {
    /// Whether a key is one of the list that this filter makes.
    package func accepts(_ key: ListKey) -> Bool {
        switch key {
        case .number: cronJobID == nil
        case .instant: cronJobID != nil
        case .name: false
        }
    }
}

extension CronJobFilter {
    /// The same.
    package func accepts(_ key: ListKey) -> Bool {
        if case .name = key { true } else { false }
    }
}

extension AlertDeliveryFilter {
    /// The same.
    package func accepts(_ key: ListKey) -> Bool {
        if case .number = key { true } else { false }
    }
}
