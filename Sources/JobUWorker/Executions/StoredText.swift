/// Text of handlers on its way into a column.
enum StoredText {
    /// Without NUL, which no engine stores whole, and cut at a size.
    static func clean(_ text: String, sizeMax: Int) -> String {
        let whole = text.utf8.contains(0) ? text.replacing("\u{0}", with: "\u{FFFD}") : text
        guard whole.utf8.count > sizeMax else { return whole }
        return String(decoding: whole.utf8.prefix(sizeMax), as: UTF8.self) + "… (cut)"
    }
}
