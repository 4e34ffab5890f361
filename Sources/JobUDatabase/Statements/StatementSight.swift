/// Looks for what a statement must not hold outside of strings and comments: signs that nobody sees, and names that reach beyond the
/// database.
struct StatementSight {
    private let syntax: StatementSyntax
    /// The text before, without space between: `U&` before a quoted name.
    private var before = ""

    init(_ syntax: StatementSyntax) {
        self.syntax = syntax
    }

    mutating func check(_ kind: StatementScanner.Token.Kind, _ text: String) throws(StatementError) {
        defer { before = kind == .sign("&") ? before + "&" : text }
        switch kind {
        case .comment, .executableComment, .unterminated: return
        case .quoted:
            guard let quote = text.unicodeScalars.first, syntax.nameQuotes.contains(quote) else { return }
            if syntax.hasEscapedNames, before.lowercased() == "u&" {
                throw StatementError("contains U&\"…\"; write the name itself")
            }
            try checkName(Self.name(text))
        case .word:
            try checkSigns(text)
            try checkName(text)
        case .parameter, .sign, .other: try checkSigns(text)
        }
    }

    /// An engine may read such a sign as a space, so that the word behind it is another than it seems.
    private func checkSigns(_ text: String) throws(StatementError) {
        for scalar in text.unicodeScalars where !scalar.isASCII && scalar.isInvisible {
            throw StatementError("contains the invisible character U+\(String(scalar.value, radix: 16, uppercase: true).padded); remove it")
        }
    }

    private func checkName(_ name: String) throws(StatementError) {
        let name = name.lowercased()
        guard syntax.refusedNames.contains(name) || syntax.refusedPrefixes.contains(where: name.hasPrefix) else { return }
        throw StatementError("names \(name.prefix(60)), which reaches beyond the database")
    }

    /// A quoted name without its signs; a doubled sign comes as two names, each of which is looked at.
    private static func name(_ quoted: String) -> String {
        String(quoted.dropFirst().dropLast())
    }
}

extension Unicode.Scalar {
    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}

extension String {
    /// Four digits at least.
    fileprivate var padded: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}
