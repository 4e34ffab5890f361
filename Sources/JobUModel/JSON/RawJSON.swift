import Foundation
import Synchronization

/// A JSON value as it is written: numbers keep their digits and objects the order of their keys, on the way in and out.
package struct RawJSON: Sendable, Hashable {
    package let text: String

    /// A stored text. One that holds no JSON, for rows can be written by anybody, becomes the text it is.
    package init(stored text: String) {
        do {
            _ = try JSONDocument(text, levelsMax: JSONText.storedLevelsMax, allowsDuplicates: true)
            self.text = text
        } catch {
            self.text = JSONText.quoted(text)
        }
    }
}

extension RawJSON: Codable {
    /// Takes the part of the text that `JSONText.decode` reads; from any other decoder the value it stands for.
    package init(from decoder: any Decoder) throws {
        if let node = JSONSource.of(decoder)?.node(at: decoder.codingPath) {
            text = node.text
        } else {
            text = try JSONText.encode(JSONValue(from: decoder))
        }
    }

    /// Writes the text as it is into what `JSONText.encode` makes; to any other encoder the value it stands for.
    package func encode(to encoder: any Encoder) throws {
        if let verbatim = JSONVerbatim.of(encoder) {
            var container = encoder.singleValueContainer()
            try container.encode(verbatim.mark(for: text))
        } else {
            try JSONText.stored(text).encode(to: encoder)
        }
    }
}

/// The text that a decoder reads, for values that look at it themselves.
final class JSONSource: Sendable {
    private static let key = CodingUserInfoKey(rawValue: "jobu.json.source")

    private struct State {
        /// Read when it is asked for first: most values never are.
        var document: Result<JSONDocument, JSONProblem>?
        /// The members of objects, by where these begin: all of them are asked for, one after the other.
        var members: [Int: [String: JSONDocument.Node]] = [:]
    }

    private let text: String
    private let state = Mutex(State())

    init(_ text: String) {
        self.text = text
    }

    func install(in decoder: JSONDecoder) {
        if let key = Self.key { decoder.userInfo[key] = self }
    }

    static func of(_ decoder: any Decoder) -> JSONSource? {
        key.flatMap { decoder.userInfo[$0] as? JSONSource }
    }

    /// A part of the text; nil where it is no JSON, or has no such place.
    func node(at path: [any CodingKey]) -> (text: String, value: JSONValue)? {
        state.withLock { state in
            guard let document = read(&state) else { return nil }
            var place: JSONDocument.Node? = document.root
            for key in path { place = Self.child(of: place, key, &state) }
            guard let node = place else { return nil }
            return (document.text(of: node), document.value(of: node))
        }
    }

    private func read(_ state: inout State) -> JSONDocument? {
        let document =
            state.document
            ?? Result { () throws(JSONProblem) in
                try JSONDocument(text, levelsMax: JSONText.storedLevelsMax, allowsDuplicates: true)
            }
        state.document = document
        guard case .success(let read) = document else { return nil }
        return read
    }

    private static func child(of node: JSONDocument.Node?, _ key: any CodingKey, _ state: inout State) -> JSONDocument.Node? {
        guard let node else { return nil }
        switch node.content {
        case .object(let members):
            let start = node.range.lowerBound
            if state.members[start] == nil {
                state.members[start] = Dictionary(members.map { ($0.key, $0.value) }) { _, last in last }
            }
            return state.members[start]?[key.stringValue]
        case .array(let items): return key.intValue.flatMap { items.indices.contains($0) ? items[$0] : nil }
        case .null, .bool, .number, .string: return nil
        }
    }
}

/// Texts that an encoder is to write as they are. It cannot, so it writes marks, which are replaced afterwards.
final class JSONVerbatim: Sendable {
    private static let key = CodingUserInfoKey(rawValue: "jobu.json.verbatim")

    private let salt: String
    private let texts = Mutex<[String]>([])

    /// - Parameter salt: makes the marks unlike everything else that is encoded.
    init(salt: String) {
        self.salt = salt
    }

    func install(in encoder: JSONEncoder) {
        if let key = Self.key { encoder.userInfo[key] = self }
    }

    static func of(_ encoder: any Encoder) -> JSONVerbatim? {
        key.flatMap { encoder.userInfo[$0] as? JSONVerbatim }
    }

    func mark(for text: String) -> String {
        texts.withLock { texts in
            texts.append(text)
            return "\(salt)\(texts.count - 1)"
        }
    }

    /// The encoded text with the marks replaced; nil where something else that is encoded looks like one.
    func filled(_ encoded: [UInt8], pretty: Bool) -> [UInt8]? {
        let texts = texts.withLock(\.self)
        guard !texts.isEmpty else { return encoded }
        let mark = Array("\"\(salt)".utf8)
        var filled: [UInt8] = []
        filled.reserveCapacity(encoded.count + texts.reduce(0) { $0 + $1.utf8.count })
        var waiting = Set(texts.indices)
        var (copied, cursor) = (0, 0)
        while cursor < encoded.count {
            guard encoded[cursor] == mark[0], encoded[cursor...].starts(with: mark) else {
                cursor += 1
                continue
            }
            let digits = encoded[(cursor + mark.count)...].prefix { $0 != mark[0] }
            guard let number = Int(String(decoding: digits, as: UTF8.self)), waiting.remove(number) != nil else { return nil }
            filled += encoded[copied..<cursor]
            filled += Array((pretty ? Self.pretty(texts[number], after: filled) : texts[number]).utf8)
            cursor = digits.endIndex + 1
            copied = cursor
        }
        return waiting.isEmpty ? filled + encoded[copied...] : nil
    }

    /// On lines of its own, as far to the right as the line it begins on.
    private static func pretty(_ text: String, after written: [UInt8]) -> String {
        let line = written[(written.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)...]
        let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
        do {
            return try JSONDocument(text, levelsMax: JSONText.storedLevelsMax, allowsDuplicates: true).pretty(indentation: indentation)
        } catch {
            return text  // It was JSON when it became a `RawJSON`.
        }
    }
}
