/// Takes the text of a statement apart.
package struct StatementScanner {
    package struct Token {
        package enum Kind: Equatable {
            /// A keyword, a name without quotes, or a number.
            case word
            /// `:name`
            case parameter
            case quoted, comment
            /// A comment that the engine runs.
            case executableComment
            /// An unterminated string, name or comment.
            case unterminated
            /// A single byte of anything else.
            case sign(Unicode.Scalar)
            case other
        }

        package let kind: Kind
        package let range: Range<Int>
    }

    package let bytes: [UInt8]
    private let syntax: StatementSyntax
    private var position = 0

    package init(_ text: String, _ syntax: StatementSyntax) {
        bytes = Array(text.utf8)
        self.syntax = syntax
    }

    /// Nil at the end.
    package mutating func next() -> Token? {
        guard position < bytes.count else { return nil }
        let start = position
        let kind = scan()
        position = min(position, bytes.count)
        return Token(kind: kind, range: start..<position)
    }

    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private mutating func scan() -> Token.Kind {
        let byte = bytes[position]
        if Self.isWord(byte) { return word() }
        if let quote = syntax.quotes.first(where: { $0.open == byte }) { return quoted(quote.close, quote.hasBackslashes) }
        switch byte {
        case UInt8(ascii: "-") where begins("--") && (!syntax.needsSpaceAfterDashes || (at(2) ?? 0) <= 0x20): return lineComment()
        case UInt8(ascii: "#") where syntax.hasHashComments: return lineComment()
        case UInt8(ascii: "/") where begins("/*"): return blockComment()
        case UInt8(ascii: "$") where syntax.hasDollarQuotes: return dollar()
        case UInt8(ascii: ":") where at(1) == UInt8(ascii: ":"):
            position += 2
            return .other
        case UInt8(ascii: ":") where at(1).map { Self.isWord($0) && !Self.isDigit($0) } ?? false:
            position += 1
            skip(while: Self.isWord)
            return .parameter
        default: return sign()
        }
    }

    private mutating func sign() -> Token.Kind {
        position += 1
        return .sign(Unicode.Scalar(bytes[position - 1]))
    }

    private mutating func word() -> Token.Kind {
        let start = position
        skip { Self.isWord($0) || $0 == UInt8(ascii: "$") }
        let isE = position == start + 1 && (bytes[start] | 0x20) == UInt8(ascii: "e")
        guard syntax.hasEscapeStrings, isE, at(0) == UInt8(ascii: "'") else { return .word }
        return quoted(UInt8(ascii: "'"), true)
    }

    private mutating func quoted(_ close: UInt8, _ hasBackslashes: Bool) -> Token.Kind {
        position += 1
        while let byte = at(0) {
            position += hasBackslashes && byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == close { return .quoted }
        }
        return .unterminated
    }

    private mutating func lineComment() -> Token.Kind {
        skip { $0 != UInt8(ascii: "\n") }
        return .comment
    }

    private mutating func blockComment() -> Token.Kind {
        let isRun = syntax.executableComments.contains { begins($0) }
        var depth = 0
        repeat {
            if begins("/*"), depth == 0 || syntax.hasNestedComments {
                depth += 1
                position += 2
            } else if begins("*/") {
                depth -= 1
                position += 2
            } else {
                position += 1
            }
        } while depth > 0 && position < bytes.count
        return depth > 0 ? .unterminated : isRun ? .executableComment : .comment
    }

    /// `$$ … $$` or `$tag$ … $tag$`; any other dollar is a sign.
    private mutating func dollar() -> Token.Kind {
        let name = bytes[(position + 1)...].prefix(while: Self.isWord)
        guard at(name.count + 1) == UInt8(ascii: "$"), !(name.first.map(Self.isDigit) ?? false) else { return sign() }
        let mark = bytes[position..<position + name.count + 2]
        position += mark.count
        while position < bytes.count {
            if bytes[position...].starts(with: mark) {
                position += mark.count
                return .quoted
            }
            position += 1
        }
        return .unterminated
    }

    private func at(_ offset: Int) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private func begins(_ word: String) -> Bool {
        bytes[position...].starts(with: word.utf8)
    }

    private mutating func skip(while belongs: (UInt8) -> Bool) {
        while let byte = at(0), belongs(byte) { position += 1 }
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 128...: true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
