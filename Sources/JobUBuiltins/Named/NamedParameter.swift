import JobUModel

/// What one value may be that an execution gives to a statement or a command of worker.yaml.
package struct NamedParameter: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case text, word, date, integer, number, boolean
    }

    /// Characters of a text.
    private static let textMax = 1_000
    /// Characters of a word.
    private static let wordMax = 100

    private let kind: Kind
    /// The allowed values; nil for any.
    package let choices: [String]?

    package init(_ kind: Kind, choices: [String]? = nil) {
        self.kind = kind
        self.choices = choices
    }

    /// What a value has to be, where it is not that; nil for one that is taken.
    func demand(on value: JSONValue) -> String? {
        guard isOfKind(value) else { return rule }
        if let choices, !choices.contains(Self.plain(value)) { return "one of \(choices.joined(separator: ", "))" }
        return nil
    }

    /// A value that was taken, as one argument of a command.
    static func plain(_ value: JSONValue) -> String {
        switch value {
        case .string(let text), .number(let text): text
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .null, .array, .object: ""
        }
    }

    private var rule: String {
        switch kind {
        case .text: "a text without control characters, at most \(Self.textMax) characters long"
        case .word: "a letter or digit and up to \(Self.wordMax - 1) of the characters A-Z a-z 0-9 _ . -"
        case .date: "a date like 2026-01-31"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        }
    }

    private func isOfKind(_ value: JSONValue) -> Bool {
        switch (kind, value) {
        case (.text, .string(let text)):
            text.unicodeScalars.count <= Self.textMax && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        case (.word, .string(let text)): Self.isWord(text)
        case (.date, .string(let text)): Self.isDate(text)
        case (.integer, .int), (.number, .int), (.number, .double), (.number, .number), (.boolean, .bool): true
        default: false
        }
    }

    private static func isWord(_ text: String) -> Bool {
        guard text.unicodeScalars.count <= wordMax, let first = text.utf8.first, isLetterOrDigit(first) else { return false }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || "_.-".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    private static func isDate(_ text: String) -> Bool {
        do {
            _ = try Timestamp(rfc3339: text + "T00:00:00Z")
            return text.utf8.count == 10
        } catch {
            return false
        }
    }
}
