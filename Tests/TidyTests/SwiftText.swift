/// The text of a Swift file taken apart, so that a rule about code is not fooled by a comment or a string.
///
/// The three views have the lines and columns of the file, with spaces where the text belongs to another view.
struct SwiftText {
    /// Code. String contents are blank; a comment shows as slashes, so that one can see that it is there.
    private(set) var code: [String] = []
    /// What comments say.
    private(set) var comments: [String] = []
    /// What string literals hold, without the code of their interpolations.
    private(set) var literals: [String] = []

    init(_ text: String) {
        var scanner = Scanner(text: Array(text.utf8))
        scanner.run()
        code = Self.lines(scanner.code)
        comments = Self.lines(scanner.comments)
        literals = Self.lines(scanner.literals)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
}

private struct Scanner {
    /// Where we are: in code (within so many parentheses of an interpolation), or in a string literal.
    enum Context {
        case code(parentheses: Int)
        case string(quotes: Int, hashes: Int)
    }

    let text: [UInt8]
    var code: [UInt8]
    var comments: [UInt8]
    var literals: [UInt8]
    private var position = 0
    private var contexts: [Context] = [.code(parentheses: 0)]

    init(text: [UInt8]) {
        self.text = text
        code = text.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
        comments = code
        literals = code
    }

    mutating func run() {
        while position < text.count {
            switch contexts[contexts.count - 1] {
            case .code(let parentheses): scanCode(parentheses)
            case .string(let quotes, let hashes): scanString(quotes: quotes, hashes: hashes)
            }
        }
    }

    private mutating func scanCode(_ parentheses: Int) {
        if looking(at: "//") {
            while position < text.count, text[position] != UInt8(ascii: "\n") { takeComment() }
            return
        }
        if looking(at: "/*") { return scanBlockComment() }
        if text[position] == UInt8(ascii: "#") || text[position] == UInt8(ascii: "\""), openString() { return }
        let inside = contexts.count > 1
        if inside, text[position] == UInt8(ascii: "(") {
            contexts[contexts.count - 1] = .code(parentheses: parentheses + 1)
        }
        if inside, text[position] == UInt8(ascii: ")") {
            contexts[contexts.count - 1] = .code(parentheses: parentheses - 1)
            if parentheses == 1 { contexts.removeLast() }
        }
        takeCode(1)
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if looking(at: "/*") {
                depth += 1
                takeComment()
            } else if looking(at: "*/") {
                depth -= 1
                takeComment()
            }
            takeComment()
        } while depth > 0 && position < text.count
    }

    private mutating func openString() -> Bool {
        let hashes = count(of: "#", from: position)
        let quotes = count(of: "\"", from: position + hashes)
        guard quotes > 0 else { return false }
        // Two quotes are an empty string; it opens and closes at once.
        contexts.append(.string(quotes: quotes >= 3 ? 3 : 1, hashes: hashes))
        takeCode(hashes + (quotes >= 3 ? 3 : 1))
        return true
    }

    private mutating func scanString(quotes: Int, hashes: Int) {
        if text[position] == UInt8(ascii: "\\"), count(of: "#", from: position + 1) >= hashes {
            let next = position + 1 + hashes
            if next < text.count, text[next] == UInt8(ascii: "(") {
                takeCode(hashes + 2)
                contexts.append(.code(parentheses: 1))
            } else {
                takeLiteral(hashes + 2)
            }
            return
        }
        if count(of: "\"", from: position) >= quotes, count(of: "#", from: position + quotes) >= hashes {
            takeCode(quotes + hashes)
            contexts.removeLast()
            return
        }
        // A literal of one line that has not ended was none (a quote in a regex): start afresh.
        if quotes == 1, text[position] == UInt8(ascii: "\n") { contexts = [.code(parentheses: 0)] }
        takeLiteral(1)
    }

    private func looking(at word: String) -> Bool {
        text[position...].starts(with: word.utf8)
    }

    private func count(of character: Unicode.Scalar, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] == UInt8(ascii: character) { end += 1 }
        return max(0, end - start)
    }

    private mutating func takeComment() {
        guard position < text.count else { return }
        if text[position] != UInt8(ascii: "\n") {
            comments[position] = text[position]
            code[position] = UInt8(ascii: "/")
        }
        position += 1
    }

    private mutating func takeCode(_ length: Int) {
        for _ in 0..<length where position < text.count {
            code[position] = text[position]
            position += 1
        }
    }

    private mutating func takeLiteral(_ length: Int) {
        for _ in 0..<length where position < text.count {
            literals[position] = text[position]
            position += 1
        }
    }
}
