/// One statement with named parameters: `DELETE FROM sessions WHERE day < :day`.
package struct NamedStatement: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case parameter(String)
    }

    private var pieces: [Piece] = []
    /// The names of its parameters.
    package private(set) var names: Set<String> = []
    /// Its first word, of a `WITH` the one of what follows; in capital letters.
    package private(set) var verb = ""
    /// Whether it answers with rows.
    package private(set) var hasRows = false
    /// Whether it only reads, so that its rows can be fetched bit by bit.
    package private(set) var isPlainQuery = false
    /// Whether its rows can be fetched bit by bit.
    package private(set) var canStream = false

    /// - Throws: `StatementError` for what is no single statement, is not ended, or may not be run here.
    package init(_ text: String, _ syntax: StatementSyntax) throws(StatementError) {
        guard !text.utf8.contains(0) else { throw StatementError("contains a NUL character") }
        var scanner = StatementScanner(text, syntax)
        var outline = StatementOutline()
        var hasEnded = false
        var sight = StatementSight(syntax)
        while let token = scanner.next() {
            try Self.check(token.kind, scanner, token.range, syntax)
            try sight.check(token.kind, scanner.text(token.range))
            if token.kind == .sign(";") {
                hasEnded = true
                continue
            }
            let isEmpty = token.kind == .comment || scanner.bytes[token.range].allSatisfy { $0 <= 0x20 }
            guard !hasEnded || isEmpty else { throw StatementError("contains more than one statement; create a cron for each") }
            if hasEnded { continue }
            append(token.kind, scanner.text(token.range))
            outline.note(token.kind, scanner.text(token.range))
        }
        guard !outline.words.isEmpty else { throw StatementError("is empty") }
        verb = outline.verb
        hasRows = outline.hasRows
        isPlainQuery = outline.isPlainQuery
        canStream = isPlainQuery || syntax.streamsEveryRow
        for word in [outline.firstWord, verb] where !syntax.verbs.contains(word) {
            throw StatementError(
                "begins with \(word.prefix(40)), which is not allowed in the transaction that JobU opens for it; "
                    + "allowed: \(syntax.verbs.sorted().joined(separator: ", "))")
        }
    }

    /// The statement with a value for each of its names.
    /// - Parameter values: one that is missing counts as null.
    package func bound(_ values: [String: SQLValue]) -> SQLQuery {
        var bound = pieces.reduce(into: SQLQuery.uncheckedRaw("")) { sql, piece in
            switch piece {
            case .text(let text): sql = sql + SQLQuery.uncheckedRaw(text)
            case .parameter(let name): sql = sql + "\(values[name] ?? .null)"
            }
        }
        bound.isForeign = true
        return bound
    }

    private static func check(
        _ kind: StatementScanner.Token.Kind, _ scanner: StatementScanner, _ range: Range<Int>, _ syntax: StatementSyntax
    ) throws(StatementError) {
        switch kind {
        case .unterminated:
            let start = scanner.text(range).prefix { !$0.isNewline }.prefix(20)
            throw StatementError("contains an unterminated string, name or comment; it begins at \(start)")
        case .executableComment:
            throw StatementError("contains a comment that the database would execute (\(scanner.text(range).prefix(20)))")
        case .sign(let sign) where syntax.parameterSigns.contains(sign):
            throw StatementError("contains '\(sign)'; write parameters as :name and give their values in 'params'")
        default: return
        }
    }

    private mutating func append(_ kind: StatementScanner.Token.Kind, _ text: String) {
        if kind == .parameter {
            let name = String(text.dropFirst())
            names.insert(name)
            // What the engine reads in its place must not become a part of the word before.
            if case .text(let before) = pieces.last, before.utf8.last.map(StatementScanner.isWord) ?? false {
                pieces[pieces.count - 1] = .text(before + " ")
            }
            pieces.append(.parameter(name))
        } else if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(.text(text))
        }
    }
}

/// Why a statement is refused. Its text continues "the statement …".
package struct StatementError: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ problem: String) {
        description = "the statement \(problem)"
    }
}
