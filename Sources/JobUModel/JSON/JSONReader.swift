/// Reads the bytes of a JSON text, once, from the first to the last.
struct JSONReader {
    /// What a key or a number stands in, for the words of a problem.
    private enum Step {
        case key(String)
        case index(Int)
    }

    let bytes: [UInt8]
    private let levelsMax: Int
    private let allowsDuplicates: Bool
    private var cursor = 0
    private var path: [Step] = []

    init(_ bytes: [UInt8], levelsMax: Int, allowsDuplicates: Bool) {
        self.bytes = bytes
        self.levelsMax = levelsMax
        self.allowsDuplicates = allowsDuplicates
    }

    mutating func document() throws(JSONProblem) -> JSONDocument.Node {
        skipBlanks()
        if cursor == bytes.count { throw problem(.empty) }
        let root = try value()
        skipBlanks()
        if cursor < bytes.count { throw problem(.moreAfterEnd) }
        return root
    }

    private mutating func value() throws(JSONProblem) -> JSONDocument.Node {
        let start = cursor
        guard let byte = next else { throw problem(.unexpectedEnd) }
        let content: JSONDocument.Node.Content
        switch byte {
        case UInt8(ascii: "{"): content = .object(try members())
        case UInt8(ascii: "["): content = .array(try items())
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39:
            try number()
            content = .number
        case UInt8(ascii: "t") where takeWord("true"): content = .bool(true)
        case UInt8(ascii: "f") where takeWord("false"): content = .bool(false)
        case UInt8(ascii: "n") where takeWord("null"): content = .null
        default: throw problem(unexpected(byte))
        }
        return JSONDocument.Node(content: content, range: start..<cursor)
    }

    private mutating func members() throws(JSONProblem) -> [JSONDocument.Member] {
        try enter()
        var members: [JSONDocument.Member] = []
        var keys: Set<String> = []
        skipBlanks()
        if take("}") { return members }
        while true {
            skipBlanks()
            let start = cursor
            guard let byte = next else { throw problem(.unexpectedEnd) }
            guard byte == UInt8(ascii: "\"") else { throw problem(byte == UInt8(ascii: "}") ? .trailingComma : .keyExpected) }
            let key = try string()
            let keyRange = start..<cursor
            if !keys.insert(key).inserted, !allowsDuplicates { throw problem(.duplicateKey(key), at: start) }
            skipBlanks()
            guard take(":") else { throw problem(next == nil ? .unexpectedEnd : .colonExpected) }
            skipBlanks()
            path.append(.key(key))
            members.append(JSONDocument.Member(key: key, keyRange: keyRange, value: try value()))
            path.removeLast()
            skipBlanks()
            if take("}") { break }
            guard take(",") else { throw problem(next == nil ? .unexpectedEnd : .commaExpected) }
        }
        return members
    }

    private mutating func items() throws(JSONProblem) -> [JSONDocument.Node] {
        try enter()
        var items: [JSONDocument.Node] = []
        skipBlanks()
        if take("]") { return items }
        while true {
            skipBlanks()
            if next == UInt8(ascii: "]") { throw problem(.trailingComma) }
            path.append(.index(items.count))
            items.append(try value())
            path.removeLast()
            skipBlanks()
            if take("]") { break }
            guard take(",") else { throw problem(next == nil ? .unexpectedEnd : .commaExpected) }
        }
        return items
    }

    private mutating func number() throws(JSONProblem) {
        let start = cursor
        _ = take("-")
        if take("0") {
            if digits() > 0 { throw problem(.badNumber, at: start) }
        } else if digits() == 0 {
            throw problem(.badNumber, at: start)
        }
        if take("."), digits() == 0 { throw problem(.badNumber, at: start) }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            if digits() == 0 { throw problem(.badNumber, at: start) }
        }
        // 1x, 1_000, 0x1F
        if let byte = next, byte == 0x5F || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: ".") { throw problem(.badNumber, at: start) }
    }

    /// Goes into an object or a list.
    private mutating func enter() throws(JSONProblem) {
        if path.count >= levelsMax { throw problem(.tooDeep(levelsMax)) }
        cursor += 1
    }

    private mutating func string() throws(JSONProblem) -> String {
        var text: [UInt8] = []
        cursor += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                cursor += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(&text)
            case ..<0x20: throw problem(.controlCharacter)
            default:
                text.append(byte)
                cursor += 1
            }
        }
        throw problem(.unexpectedEnd)
    }

    private mutating func escape(_ text: inout [UInt8]) throws(JSONProblem) {
        let start = cursor
        cursor += 1
        guard let byte = next else { throw problem(.unexpectedEnd) }
        cursor += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard let first = codeUnit() else { throw problem(.badEscape, at: start) }
            if let scalar = Unicode.Scalar(first) { return text.append(contentsOf: Array(String(scalar).utf8)) }
            // Half of a pair, which is nothing without its other half.
            guard 0xD800...0xDBFF ~= first, take("\\"), take("u"), let second = codeUnit(), 0xDC00...0xDFFF ~= second,
                let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
            else { throw problem(.badEscape, at: start) }
            text.append(contentsOf: Array(String(scalar).utf8))
        default: throw problem(.badEscape, at: start)
        }
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() -> UInt16? {
        guard cursor + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[cursor..<cursor + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            unit = unit << 4 + UInt16(digit)
        }
        cursor += 4
        return unit
    }
}

// MARK: - Bytes

extension JSONReader {
    private var next: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        cursor += 1
        return true
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let letters = word.withUTF8Buffer { Array($0) }
        guard bytes[cursor...].starts(with: letters) else { return false }
        let end = cursor + letters.count
        if end < bytes.count, (bytes[end] | 0x20) &- 0x61 < 26 { return false }
        cursor = end
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { cursor += 1 }
    }

    private mutating func digits() -> Int {
        let start = cursor
        while let byte = next, byte &- 0x30 < 10 { cursor += 1 }
        return cursor - start
    }

    /// What stands where a value should.
    private func unexpected(_ byte: UInt8) -> JSONProblem.Kind {
        let word = bytes[cursor...].prefix(12).prefix { ($0 | 0x20) &- 0x61 < 26 }
        if !word.isEmpty { return .unknownWord(String(decoding: word, as: UTF8.self)) }
        return byte == UInt8(ascii: "'") ? .singleQuote : .valueExpected
    }

    private func problem(_ kind: JSONProblem.Kind, at offset: Int? = nil) -> JSONProblem {
        let before = String(decoding: bytes[..<(offset ?? cursor)], as: UTF8.self)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let place = path.reduce("") { place, step in
            switch step {
            case .key(let key): place.isEmpty ? key : "\(place).\(key)"
            case .index(let index): "\(place)[\(index)]"
            }
        }
        return JSONProblem(kind: kind, line: max(1, lines.count), column: (lines.last?.count ?? 0) + 1, path: String(place.prefix(200)))
    }
}
