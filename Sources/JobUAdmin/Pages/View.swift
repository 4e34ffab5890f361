import JobUModel
import JobUStore

/// What a template shows. Values are texts, flags, views and lists of these; a key that a template asks for is always
/// set, because a missing one would be looked up further out.
typealias View = [String: Any]

/// Writes values the way pages show them.
enum Show {
    /// `{{>when}}` inside a section of this; the renderer puts it on the reader's clock.
    static func time(_ instant: Timestamp?) -> View {
        ["when": instant.map { $0 as Any } ?? false]
    }

    /// A count that ends early: `10000+` beyond that.
    static func count(_ count: Int) -> String {
        count < PageOf<Execution>.countedMax ? "\(count)" : "\(count)+"
    }

    static func duration(from start: Timestamp?, to end: Timestamp?) -> String {
        guard let start, let end, end >= start else { return "" }
        return duration(end - start)
    }

    static func duration(_ length: Duration?) -> String {
        guard let length else { return "–" }
        let seconds = length.inSeconds
        let whole = Int(seconds)
        switch seconds {
        case ..<1: return "\(Int(seconds * 1_000)) ms"
        case ..<60: return "\(whole).\(Int(seconds * 10) % 10) s"
        case ..<3_600: return "\(whole / 60) m \(whole % 60) s"
        default: return "\(whole / 3_600) h \(whole / 60 % 60) m"
        }
    }

    /// JSON with line breaks, every number as it is written; or the text as it is where it is not JSON.
    static func json(_ text: String) -> String { clipped(wholeJSON(text), to: 65_536) }

    /// The same, however long: what a form sends back.
    static func wholeJSON(_ text: String) -> String {
        do {
            return try JSONDocument(text, allowsDuplicates: true).pretty()
        } catch {
            return text
        }
    }

    static func percent(_ share: Double?) -> String {
        share.flatMap { Int(exactly: ($0 * 100).rounded()) }.map { "\($0) %" } ?? "–"
    }

    static func statusClass(_ status: ExecutionStatus) -> String { "s-" + status.rawValue.lowercased() }

    static func clipped(_ text: String, to length: Int = 160) -> String {
        text.count <= length ? text : text.prefix(length) + "…"
    }
}

extension String {
    /// The text with every character that HTML escapes standing alone.
    ///
    /// The escaper goes by user-perceived characters: a quotation mark that a combining accent follows is another one
    /// to it and would pass. A zero-width space between the two takes them apart.
    var withoutGluedMarkup: String {
        let marks = unicodeScalars.lazy.filter { "<>&\"'".unicodeScalars.contains($0) }.count
        guard marks != filter({ "<>&\"'".contains($0) }).count else { return self }
        var text = UnicodeScalarView()
        for scalar in unicodeScalars {
            text.append(scalar)
            if "<>&\"'".unicodeScalars.contains(scalar) { text.append("\u{200B}") }
        }
        return String(text)
    }
}
