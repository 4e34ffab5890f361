/// The words of the pages in one language.
struct Texts: Sendable {
    /// By key; the same keys in every language.
    let words: [String: String]
    let language: Language

    init(_ language: Language) {
        self.language = language
        words = Self.parts(language).reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
    }

    /// The words of a language, from all the files they stand in.
    static func parts(_ language: Language) -> [[String: String]] {
        let ofPages = ofPages.map { words in
            Dictionary(uniqueKeysWithValues: words.map { ($0.key, language == .korean ? $0.korean : $0.english) })
        }
        return (language == .korean ? [korean, operationsKorean, accountsKorean] : [english, operationsEnglish, accountsEnglish]) + ofPages
    }

    /// A text in every language.
    typealias Word = (key: String, english: String, korean: String)

    /// The words of single pages, both languages side by side.
    private static let ofPages: [[Word]] = [frameWords, explanationWords, overviewWords]

    /// The text of a key; the key itself where there is none, so that a slip shows.
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
