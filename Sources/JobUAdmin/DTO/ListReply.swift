package import JobUStore

/// A page of a list.
package struct ListReply<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
    /// Counted up to 10,000 only.
    var total: Int
    var page: Int
    var size: Int
    var pages: Int

    package init(_ items: [Item], total: Int, page: Page) {
        self.items = items
        self.total = total
        self.page = page.number
        size = page.size
        pages = (total + page.size - 1) / page.size
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
