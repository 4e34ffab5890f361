/// The statements of a script, one by one.
struct ScriptStatements: Sendable {
    struct Statement: Sendable, Equatable {
        var text: String
        /// The words outside of strings, quoted names and comments, in capital letters as far as they are no names.
        var words: [String]

        /// The table it makes; nil for any other statement.
        var newTable: String? {
            guard words.count > 2, words[0].uppercased() == "CREATE", words[1].uppercased() == "TABLE" else { return nil }
            return words[2]
        }

        /// What it is, in two or three words, for a person.
        var title: String { words.prefix(3).joined(separator: " ") }
    }

    private(set) var all: [Statement] = []

    /// - Parameter syntax: how the engine reads strings, names and comments. A semicolon outside of them ends a statement.
    init(_ script: String, _ syntax: StatementSyntax) {
        var scanner = StatementScanner(script, syntax)
        var (text, words) = ("", [String]())
        while let token = scanner.next() {
            let piece = scanner.text(token.range)
            switch token.kind {
            case .sign(";"):
                add(text, words)
                (text, words) = ("", [])
                continue
            case .word: words.append(piece)
            default: break
            }
            text += piece
        }
        add(text, words)
    }

    private mutating func add(_ text: String, _ words: [String]) {
        // Nothing, or comments alone.
        guard !words.isEmpty else { return }
        let blanks: Set<Character> = [" ", "\n", "\t", "\r\n"]
        var text = Substring(text)
        while let first = text.first, blanks.contains(first) { text.removeFirst() }
        while let last = text.last, blanks.contains(last) { text.removeLast() }
        all.append(Statement(text: String(text), words: words))
    }
}
