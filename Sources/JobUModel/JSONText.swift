import Foundation

/// The one spelling of JSON in rows, on the command line and on the wire: snake_case keys as declared, sorted, slashes unescaped.
package enum JSONText {
    /// Encodes a value as JSON text.
    package static func encode(_ value: some Encodable, pretty: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// What a stored text says. Rows can be written by anybody: one that holds no JSON is shown as the text it is.
    package static func stored(_ text: String) -> JSONValue {
        do { return try decode(JSONValue.self, from: text) } catch {
            return .string(text)
        }
    }

    /// Decodes a value from JSON text.
    package static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
