import JobUStore

/// The links between the pages of a list. They lead from key to key, so that a far page costs what the first one does.
enum Pager {
    /// Reads a page. Where nothing is left at its place, or little before it, it is the first page: whoever goes back to the beginning
    /// finds what has come meanwhile, and never a page with two rows.
    static func page<Item>(_ page: Page, _ read: (Page) async throws -> PageOf<Item>) async throws -> PageOf<Item> {
        let found = try await read(page)
        switch page.start {
        case .number: return found
        case .after where found.items.isEmpty && found.next == nil, .before where found.previous == nil:
            return try await read(Page(size: page.size))
        case .after, .before: return found
        }
    }

    static func view<Item>(_ found: PageOf<Item>, _ page: Page, frame: PageFrame) -> Any {
        guard found.total > 0 || found.next != nil || found.previous != nil else { return false }
        return [
            "previous": found.previous.map { frame.address(at: "before", $0) } ?? false,
            "next": found.next.map { frame.address(at: "after", $0) } ?? false,
            "next_label": frame.texts[found.searchedUntil == nil ? "next" : "continue_search"],
            "range": found.total > 0 ? range(found, page, frame.texts) : "",
        ] as View
    }

    /// Which rows these are, where that is known.
    private static func range<Item>(_ found: PageOf<Item>, _ page: Page, _ texts: Texts) -> String {
        guard let number = found.previous == nil ? 1 : page.number, !found.items.isEmpty else {
            return texts.filled("rows_in_all", found.totalText)
        }
        let first = (number - 1) * page.size + 1
        return texts.filled("range", first, first + found.items.count - 1, found.totalText)
    }
}
