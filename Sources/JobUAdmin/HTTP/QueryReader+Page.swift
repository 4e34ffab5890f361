import JobUStore

extension Page {
    static let queryNames: Set<String> = ["page", "size", "after", "before"]
}

extension QueryReader {
    /// The part of a list that is asked for: by its number, or by the key that another part's answer gave.
    /// - Parameters:
    ///   - size: rows of a page where the query does not say.
    ///   - accepts: whether a key is one of this list.
    mutating func page(size: Int = 20, accepting accepts: (ListKey) -> Bool) -> Page {
        // The bound keeps number times size far from the end of Int.
        let number = int("page", in: 1...1_000_000)
        let size = int("size", in: 1...100) ?? size
        let after = key("after", accepts)
        let before = key("before", accepts)
        let starts = [number.map(Page.Start.number), after.map(Page.Start.after), before.map(Page.Start.before)].compactMap(\.self)
        if starts.count > 1 {
            refuse(before == nil ? "after" : "before", "cannot be combined; send one of page, after and before")
        }
        let page = Page(starts.last ?? .number(1), size: size)
        guard page.isReachable else {
            refuse("page", "reaches the first \(Page.skippedMax) rows only; continue with after and the next of the response")
            return Page(size: size)
        }
        return page
    }

    private mutating func key(_ name: String, _ accepts: (ListKey) -> Bool) -> ListKey? {
        guard has(name) else { return nil }
        let text = text(name, lengthMax: ListKey.textLengthMax)
        guard let key = text.flatMap(ListKey.init(text:)), accepts(key) else {
            refuse(name, "is not a position in this list; send the next or previous of a response")
            return nil
        }
        return key
    }
}
