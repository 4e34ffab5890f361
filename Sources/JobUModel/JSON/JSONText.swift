import Foundation

/// The one spelling of JSON in rows, on the command line and on the wire: snake_case keys as declared, sorted, slashes unescaped.
package enum JSONText {
    /// How deep a text may be nested that is stored already; what comes from outside is checked against `JSONDocument.levelsMax`.
    static let storedLevelsMax = 512

    /// Encodes a value as JSON text. Every `RawJSON` in it stands there as it is.
    package static func encode(_ value: some Encodable, pretty: Bool = false) throws -> String {
        var salt = "@raw:"
        while true {
            let encoder = JSONEncoder()
            encoder.outputFormatting =
                pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
            let verbatim = JSONVerbatim(salt: salt)
            verbatim.install(in: encoder)
            let encoded = Array(try encoder.encode(value))
            if let filled = verbatim.filled(encoded, pretty: pretty) { return String(decoding: filled, as: UTF8.self) }
            // Somebody's text looks like a mark: no text is long enough to do so for ever.
            salt = "@" + salt
        }
    }

    /// A text as a JSON string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// What a stored text says. Rows can be written by anybody: one that holds no JSON is shown as the text it is.
    package static func stored(_ text: String) -> JSONValue {
        do { return try decode(JSONValue.self, from: text) } catch {
            return .string(text)
        }
    }

    /// The value that a stored text stands for, with every digit.
    /// - Throws: `JSONProblem`.
    package static func decode(_ type: JSONValue.Type, from text: String) throws(JSONProblem) -> JSONValue {
        try JSONDocument(text, levelsMax: storedLevelsMax, allowsDuplicates: true).value
    }

    /// Decodes a value from JSON text. A `JSONValue` or `RawJSON` in it keeps every digit.
    package static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        let decoder = JSONDecoder()
        JSONSource(text).install(in: decoder)
        return try decoder.decode(type, from: Data(text.utf8))
    }
}
