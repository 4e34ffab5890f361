import JobUModel
package import JobUStore

/// A page of a list.
package struct ListReply<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    /// Counted up to 10,000 only.
    var total: Int
    /// Null for a page that was asked for by a key.
    var page: Int?
    var size: Int
    var pages: Int
    /// Send it as `after` for what follows; null at the end.
    var next: String?
    /// Send it as `before` for what precedes; null at the beginning.
    var previous: String?
    /// The number of the last job that a search looked at before it had enough, where there are more to look at.
    var searchedUntil: Int64?
    private let tellsSearch: Bool

    /// - Parameter tellsSearch: whether a search of this list can end before the list does.
    package init<Row>(_ found: PageOf<Row>, page: Page, tellsSearch: Bool = false, _ reply: (Row) -> Item) {
        self.tellsSearch = tellsSearch
        searchedUntil = found.searchedUntil?.rawValue
        items = found.items.map(reply)
        total = found.total
        self.page = page.number
        size = page.size
        pages = (found.total + page.size - 1) / page.size
        next = found.next?.text
        previous = found.previous?.text
    }

    enum CodingKeys: String, CodingKey {
        case items, total, page, size, pages, next, previous
        case searchedUntil = "searched_until"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(total, forKey: .total)
        // Null where there is none: a key that is missing would be another shape.
        try container.encode(page, forKey: .page)
        try container.encode(size, forKey: .size)
        try container.encode(pages, forKey: .pages)
        try container.encode(next, forKey: .next)
        try container.encode(previous, forKey: .previous)
        if tellsSearch { try container.encode(searchedUntil, forKey: .searchedUntil) }
    }
}

/// A list that has no pages.
package struct ItemsReply<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    var total: Int

    package init(_ items: [Item]) {
        self.items = items
        total = items.count
    }
}
