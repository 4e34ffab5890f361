import Foundation

/// Reads the value of one column.
struct ColumnDecoder: Decoder, SingleValueDecodingContainer {
    let value: SQLValue
    let path: [any CodingKey]
    var codingPath: [any CodingKey] { path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw mismatch(type) }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw mismatch([Any].self) }

    func decodeNil() -> Bool { value == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard value != .null else {
            // An optional decodes itself from null.
            if let absent = type as? any ExpressibleByNilLiteral.Type, let none = absent.init(nilLiteral: ()) as? Value { return none }
            throw DecodingError.valueNotFound(type, .init(codingPath: path, debugDescription: "null"))
        }
        if let read = try known(type) as? Value { return read }
        if let document, !(type is any FixedWidthInteger.Type), !(type is any BinaryFloatingPoint.Type), type != Bool.self {
            return try fromJSON(document, type)
        }
        // An enum with raw values, or a wrapper, reads a simple value from here.
        return try Value(from: self)
    }

    func decode(_ type: Bool.Type) throws -> Bool { try require(known(type)) }
    func decode(_ type: String.Type) throws -> String { try require(known(type)) }
    func decode(_ type: Double.Type) throws -> Double { try require(known(type)) }
    func decode(_ type: Float.Type) throws -> Float { try require(known(type)) }
    func decode(_ type: Int.Type) throws -> Int { try require(known(type)) }
    func decode(_ type: Int8.Type) throws -> Int8 { try require(known(type)) }
    func decode(_ type: Int16.Type) throws -> Int16 { try require(known(type)) }
    func decode(_ type: Int32.Type) throws -> Int32 { try require(known(type)) }
    func decode(_ type: Int64.Type) throws -> Int64 { try require(known(type)) }
    func decode(_ type: UInt.Type) throws -> UInt { try require(known(type)) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try require(known(type)) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try require(known(type)) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try require(known(type)) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try require(known(type)) }

    /// The value as one of the types a column can be by itself; nil for any other type, or when it is not of that kind.
    private func known(_ type: Any.Type) throws -> Any? {
        switch (type, value) {
        case (is Bool.Type, .bool(let value)): value
        case (is Bool.Type, .int(let value)): value != 0
        case (let type as any FixedWidthInteger.Type, .int(let value)): try fitting(type, value)
        case (let type as any FixedWidthInteger.Type, .decimal(let text)): try fitting(type, text)
        case (is Double.Type, .double(let value)): value
        case (is Double.Type, .int(let value)): Double(value)
        case (is Float.Type, .double(let value)): Float(value)
        case (is Float.Type, .int(let value)): Float(value)
        case (is String.Type, .text(let text)), (is String.Type, .decimal(let text)), (is String.Type, .json(let text)): text
        case (is Decimal.Type, .decimal(let text)), (is Decimal.Type, .text(let text)):
            Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
        case (is Decimal.Type, .int(let value)): Decimal(value)
        case (is Date.Type, .timestamp(let microseconds)): Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
        case (is Data.Type, .bytes(let bytes)): Data(bytes)
        case (is [UInt8].Type, .bytes(let bytes)): bytes
        case (is UUID.Type, .text(let text)): UUID(uuidString: text)
        default: nil
        }
    }

    private func fitting<Number: FixedWidthInteger>(_ type: Number.Type, _ value: Int64) throws -> Any {
        guard let number = Number(exactly: value) else { throw tooLarge(type) }
        return number
    }

    private func fitting<Number: FixedWidthInteger>(_ type: Number.Type, _ text: String) throws -> Any {
        guard let number = Number(text) else { throw tooLarge(type) }
        return number
    }

    private var document: String? {
        switch value {
        case .json(let text), .text(let text): text.first == "{" || text.first == "[" ? text : nil
        default: nil
        }
    }

    private func fromJSON<Value: Decodable>(_ text: String, _ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: path, debugDescription: "contains JSON that does not match \(type)", underlyingError: error))
        }
    }

    private func require<Value>(_ value: Any?) throws -> Value {
        guard let value = value as? Value else { throw mismatch(Value.self) }
        return value
    }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path, debugDescription: "of another type"))
    }

    private func tooLarge(_ type: Any.Type) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: "contains a number that does not fit \(type)"))
    }
}
