import Foundation

/// A JSON value, for results and parameters whose shape the scheduler does not know.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    /// A number with digits that neither of them keeps, such as 18446744073709551615, 1.10 or 1e400: as JSON writes it.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue: Codable {
    /// Decodes any JSON value; whole numbers that fit become `int`. The parameters of a handler keep every digit.
    /// - Throws: `DecodingError` from the decoder.
    public init(from decoder: any Decoder) throws {
        if let node = JSONSource.of(decoder)?.node(at: decoder.codingPath) {
            self = node.value
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = container.decodeIfFits(Bool.self) {
            self = .bool(value)
        } else if let value = container.decodeIfFits(Int64.self) {
            self = .int(value)
        } else if let value = container.decodeIfFits(Double.self) {
            self = .double(value)
        } else if let value = container.decodeIfFits(String.self) {
            self = .string(value)
        } else if let value = container.decodeIfFits([String: JSONValue].self) {
            self = .object(value)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    /// Encodes the value as plain JSON.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .number(let text):
            if let verbatim = JSONVerbatim.of(encoder) {
                try container.encode(verbatim.mark(for: text))
            } else if let number = Decimal(string: text, locale: nil) {
                try container.encode(number)
            } else {
                try container.encode(Double(text))
            }
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension JSONValue {
    /// A number of a JSON text.
    package init(number text: String) {
        if let whole = Int64(text), "\(whole)" == text {
            self = .int(whole)
        } else if let number = Double(text), number.isFinite, Self.written(number) == text {
            self = .double(number)
        } else {
            self = .number(text)
        }
    }

    /// As the encoder writes it.
    private static func written(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension SingleValueDecodingContainer {
    /// A failed attempt is not an error here: the value has another of the JSON types.
    fileprivate func decodeIfFits<Value: Decodable>(_ type: Value.Type) -> Value? {
        do { return try decode(type) } catch { return nil }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// true or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; of equal keys the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
    /// null.
    public init(nilLiteral: ()) { self = .null }
}
