/// What the words of a statement say about its kind.
struct StatementOutline {
    private static let queries: Set = ["SELECT", "VALUES", "TABLE"]
    private static let changes: Set = ["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "INTO"]
    private static let reports: Set = ["SHOW", "EXPLAIN", "DESCRIBE", "DESC"]

    /// In capital letters, each with the number of parentheses around it.
    private(set) var words: [(text: String, depth: Int)] = []
    private var depth = 0

    mutating func note(_ kind: StatementScanner.Token.Kind, _ text: String) {
        switch kind {
        case .word: words.append((text.uppercased(), depth))
        case .sign("("): depth += 1
        case .sign(")"): depth -= 1
        default: return
        }
    }

    var firstWord: String { words.first?.text ?? "" }

    var verb: String {
        guard firstWord == "WITH" else { return firstWord }
        let verbs = Self.queries.union(Self.changes).subtracting(["INTO"])
        return words.dropFirst().first { $0.depth == 0 && verbs.contains($0.text) }?.text ?? firstWord
    }

    var hasRows: Bool {
        if Self.reports.contains(verb) { return true }
        let outer = words.filter { $0.depth == 0 }.map(\.text)
        return Self.queries.contains(verb) ? !outer.contains("INTO") : outer.contains("RETURNING")
    }

    var isPlainQuery: Bool {
        Self.queries.contains(verb) && !words.contains { Self.changes.contains($0.text) }
    }
}
