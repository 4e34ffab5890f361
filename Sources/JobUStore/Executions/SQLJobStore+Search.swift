import JobUDatabase
import JobUModel

extension SQLJobStore {
    /// The executions of a list that hold a text. A word that nothing has would be looked for in the whole history: so many rows are looked
    /// through in one go, and the page tells where to go on.
    func search(_ filter: ExecutionFilter, _ order: ListOrder, _ page: Page) async throws -> PageOf<Execution> {
        let condition = filter.condition(dialect)
        return try await read { tx in
            let window = try await window(tx, filter, order, page)
            let rows = try await tx.fetchAll(
                """
                SELECT \(Execution.columns) FROM \(Execution.source)
                WHERE \(condition)\(window.map { order.until($0.end, page) } ?? "")\(order.tail(page))
                """
            ).map(Execution.init(row:))
            var found: PageOf<Execution>
            if let total = page.total(rows.count) {
                found = order.page(rows, page, total: total, isCountCut: window != nil, key: filter.key)
            } else {
                // Counted from the list's beginning on, wherever the page is.
                let first = Page(size: page.size)
                let counted = page.number == nil ? try await self.window(tx, filter, order, first) : window
                let total =
                    try await tx.fetchOne(
                        """
                        SELECT COUNT(*) AS total FROM (
                            SELECT 1 AS one FROM \(Execution.source)
                            WHERE \(condition)\(counted.map { order.until($0.end, first) } ?? "") LIMIT \(PageOf<Execution>.countedMax)) counted
                        """)?.int("total") ?? 0
                found = order.page(
                    rows, page, total: max(total, min(rows.count, page.size)),
                    isCountCut: counted != nil || total == PageOf<Execution>.countedMax, key: filter.key)
            }
            if rows.count <= page.size, let window { found.goOn(from: window, page) }
            return found
        }
    }

    /// Nil where fewer rows than that are left.
    private func window(
        _ tx: Transaction, _ filter: ExecutionFilter, _ order: ListOrder, _ page: Page
    ) async throws -> SearchWindow? {
        // The last row that may be looked at, and one behind it.
        let rows = try await tx.fetchAll(
            """
            SELECT e.id, e.scheduled_time FROM job_executions e
            WHERE \(filter.indexed.condition(dialect))\(order.rows(page)) LIMIT 2 OFFSET \(max(1, filter.searchedMax) - 1)
            """)
        guard rows.count > 1, let last = rows.first else { return nil }
        let id = ExecutionID(rawValue: try last.int64("id"))
        return SearchWindow(id: id, end: filter.key(id, try last.timestamp("scheduled_time")))
    }
}

/// The rows that a search looks through in one go, by the last of them.
struct SearchWindow: Sendable {
    let id: ExecutionID
    let end: ListKey
}

extension PageOf {
    /// A page that is not full, because the search had looked at as many rows as it may.
    fileprivate mutating func goOn(from window: SearchWindow, _ page: Page) {
        searchedUntil = window.id
        switch page.start {
        case .before:
            previous = window.end
            next = next ?? window.end
        case .after:
            next = window.end
            previous = previous ?? window.end
        case .number:
            next = window.end
        }
    }
}
