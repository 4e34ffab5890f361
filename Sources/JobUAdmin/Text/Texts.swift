/// The texts of the pages in one language.
struct Texts: Sendable {
    /// The texts by key. Every language has the same keys.
    let words: [String: String]
    let language: Language

    /// A text in every language. `{0}`, `{1}`, … are filled in by `filled`.
    typealias Row = (key: String, english: String, korean: String)

    /// The rows of all pages, by the file that lists them.
    static let tables: [[Row]] = [
        frame, overview, crons, cronForm, explanations, executions, queues, workers, transactions, alerts, accounts, audit, docs,
    ]

    private static let english = words { $0.english }
    private static let korean = words { $0.korean }

    init(_ language: Language) {
        self.language = language
        words =
            switch language {
            case .english: Self.english
            case .korean: Self.korean
            }
    }

    private static func words(_ text: (Row) -> String) -> [String: String] {
        tables.joined().reduce(into: [:]) { words, row in words[row.key] = text(row) }
    }

    /// The text of a key, or the key itself if it is unknown, so that a mistake is visible on the page.
    subscript(key: String) -> String {
        words[key] ?? key
    }

    /// The text of a key with its `{0}`, `{1}`, … filled in.
    func filled(_ key: String, _ values: any CustomStringConvertible...) -> String {
        values.enumerated().reduce(self[key]) { text, value in
            text.replacing("{\(value.offset)}", with: value.element.description)
        }
    }
}
