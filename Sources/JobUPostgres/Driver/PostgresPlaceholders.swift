/// Turns the `?` of a statement into `$1`, `$2`, …
enum PostgresPlaceholders {
    /// Question marks within strings, quoted names and comments stay as they are.
    static func numbered(_ text: String) -> String {
        var scanner = Scanner(rest: text.utf8[...])
        while let byte = scanner.rest.first {
            switch byte {
            case UInt8(ascii: "?"): scanner.placeholder()
            case UInt8(ascii: "'"): scanner.quoted(byte, escapes: scanner.isEscapeString)
            case UInt8(ascii: "\""): scanner.quoted(byte, escapes: false)
            case UInt8(ascii: "-") where scanner.begins("--"): scanner.lineComment()
            case UInt8(ascii: "/") where scanner.begins("/*"): scanner.blockComment()
            case UInt8(ascii: "$"): scanner.dollarQuoted()
            default: scanner.copy(1)
            }
        }
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private struct Scanner {
        var rest: Substring.UTF8View
        var output: [UInt8] = []
        private var count = 0

        init(rest: Substring.UTF8View) {
            self.rest = rest
        }

        /// Whether the last thing before this quote is the `E` of a string with backslashes.
        var isEscapeString: Bool {
            guard let last = output.last, last == UInt8(ascii: "e") || last == UInt8(ascii: "E") else { return false }
            return output.dropLast().last.map { !Self.isWord($0) } ?? true
        }

        func begins(_ word: StaticString) -> Bool {
            rest.starts(with: word.description.utf8)
        }

        mutating func placeholder() {
            count += 1
            output.append(contentsOf: "$\(count)".utf8)
            rest = rest.dropFirst()
        }

        mutating func copy(_ length: Int) {
            output.append(contentsOf: rest.prefix(length))
            rest = rest.dropFirst(length)
        }

        /// A doubled quote inside reads as the end of one string and the begin of the next: the outcome is the same.
        mutating func quoted(_ quote: UInt8, escapes: Bool) {
            copy(1)
            while let byte = rest.first {
                copy(escapes && byte == UInt8(ascii: "\\") ? 2 : 1)
                if byte == quote { return }
            }
        }

        mutating func lineComment() {
            copy(rest.firstIndex(of: UInt8(ascii: "\n")).map { rest.distance(from: rest.startIndex, to: $0) } ?? rest.count)
        }

        /// Comments nest.
        mutating func blockComment() {
            var depth = 0
            repeat {
                if begins("/*") {
                    depth += 1
                    copy(2)
                } else if begins("*/") {
                    depth -= 1
                    copy(2)
                } else {
                    copy(1)
                }
            } while depth > 0 && !rest.isEmpty
        }

        /// `$$ … $$` or `$tag$ … $tag$`; any other dollar is copied.
        mutating func dollarQuoted() {
            let name = rest.dropFirst().prefix(while: Self.isWord)
            let isInWord = output.last.map(Self.isWord) ?? false
            guard !isInWord, rest.dropFirst(1 + name.count).first == UInt8(ascii: "$"), !(name.first.map(Self.isDigit) ?? false) else {
                return copy(1)
            }
            let mark = Array(rest.prefix(name.count + 2))
            copy(mark.count)
            while !rest.isEmpty && !rest.starts(with: mark) { copy(1) }
            copy(mark.count)
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 128...: true
            default: isDigit(byte)
            }
        }

        private static func isDigit(_ byte: UInt8) -> Bool {
            byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        }
    }
}
