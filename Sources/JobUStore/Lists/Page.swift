package import JobUModel

/// Which part of a list is wanted.
package struct Page: Sendable, Equatable {
    package enum Start: Sendable, Equatable {
        /// A page by its number, from 1: what lies before it is read and thrown away.
        case number(Int)
        /// What follows the row with this key. As cheap at the end of a long list as at its beginning.
        case after(ListKey)
        /// What precedes it, nearest last.
        case before(ListKey)
    }

    package var start: Start
    /// 1 to 100.
    package var size: Int

    package init(number: Int = 1, size: Int = 20) {
        self.init(.number(max(1, number)), size: size)
    }

    package init(_ start: Start, size: Int) {
        self.start = start
        self.size = min(max(1, size), 100)
    }

    /// Nil for a page that was not asked for by its number.
    package var number: Int? {
        if case .number(let number) = start { number } else { nil }
    }

    /// How many rows the list has, where that is known without counting them: this page by number holds its end.
    /// - Parameter found: rows read with the one more that tells whether the list goes on.
    package func total(_ found: Int) -> Int? {
        guard let number, found <= size, found > 0 || number == 1 else { return nil }
        return (number - 1) * size + found
    }

    /// Rows that a page by number may throw away; further on lists are followed from key to key.
    package static let skippedMax = 10_000

    /// Whether the numbered page lies where lists have numbers.
    package var isReachable: Bool { (number ?? 1) - 1 < (Self.skippedMax + size - 1) / size }
}

package struct PageOf<Item: Sendable>: Sendable {
    package var items: [Item]
    /// Rows that match the filter on all pages, counted up to `countedMax`: beyond it the price would grow with history. Of a search, those
    /// among the rows that it looks through in one go.
    package var total: Int

    /// Whether there may be more rows than `total`.
    package var isCountCut: Bool
    /// Asks for what follows with `after`; nil at the end of the list.
    package var next: ListKey?
    /// Asks for what precedes with `before`; nil at the beginning of the list.
    package var previous: ListKey?
    /// The last row that a search looked at before it had enough rows, where there are more; it goes on with `next` (or with `previous`,
    /// where it went that way). Nil where the page is full, or where nothing is left.
    package var searchedUntil: ExecutionID?

    package static var countedMax: Int { 10_000 }

    package init(items: [Item], total: Int, isCountCut: Bool = false, next: ListKey? = nil, previous: ListKey? = nil) {
        self.items = items
        self.total = total
        self.isCountCut = isCountCut
        self.next = next
        self.previous = previous
    }

    /// The total for people: `10000+` where counting ended early.
    package var totalText: String { isCountCut ? "\(total)+" : "\(total)" }
}
