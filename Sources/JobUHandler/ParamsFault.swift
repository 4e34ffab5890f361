import JobUModel

extension DecodingError {
    /// Describes the wrong parameter, its expected type and the type found. The value is left out, because it may be secret.
    func explanation(of params: String) -> String {
        let found = JSONText.stored(params)
        switch self {
        case .keyNotFound(let key, let context):
            let given = found.value(at: context.codingPath)?.twin(of: key.stringValue)
            let hint = given.map { "; did you mean it by '\($0)'?" } ?? ""
            return "'\(Self.path(context.codingPath + [key]))' is missing\(hint)"
        case .typeMismatch(let type, let context):
            let kind = found.value(at: context.codingPath).map { ", not \($0.kind)" } ?? ""
            return "'\(Self.path(context.codingPath))' must be \(Self.name(of: type))\(kind)"
        case .valueNotFound(let type, let context):
            return "'\(Self.path(context.codingPath))' must be \(Self.name(of: type)), not null"
        case .dataCorrupted(let context):
            let value = found.value(at: context.codingPath)
            // Foundation's messages repeat the value; those of an author's own decoder may not.
            guard value?.isRepeated(in: context.debugDescription) == true else {
                return "'\(Self.path(context.codingPath))' \(context.debugDescription)"
            }
            return "'\(Self.path(context.codingPath))' has a value (\(value.map(\.kind) ?? "any")) that is not allowed there"
        @unknown default: return "they cannot be read"
        }
    }

    /// `orders[2].total`
    private static func path(_ keys: [any CodingKey]) -> String {
        guard !keys.isEmpty else { return "handler_params" }
        return keys.reduce("") { path, key in
            if let index = key.intValue { return path + "[\(index)]" }
            return path.isEmpty ? key.stringValue : path + "." + key.stringValue
        }
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any FixedWidthInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [String: Any].Type: "an object"
        case is [Any].Type: "a list"
        default: "a \(type)"
        }
    }
}

extension JSONValue {
    fileprivate func value(at path: [any CodingKey]) -> JSONValue? {
        path.reduce(self) { value, key in
            switch value {
            case .object(let members): members[key.stringValue]
            case .array(let items): key.intValue.flatMap { items.indices.contains($0) ? items[$0] : nil }
            default: nil
            }
        }
    }

    /// A given key that differs from the wanted one only in case and word separators.
    fileprivate func twin(of key: String) -> String? {
        func folded(_ text: String) -> String { text.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " } }
        guard case .object(let members) = self else { return nil }
        return members.keys.sorted().first { folded($0) == folded(key) }
    }

    fileprivate func isRepeated(in text: String) -> Bool {
        switch self {
        case .string(let value): value.isEmpty || text.contains(value)
        case .int(let value): text.numbers.contains("\(value)")
        case .double(let value): text.numbers.contains("\(value)")
        case .number(let value): text.numbers.contains(value[...]) || text.contains(value)
        case .null, .bool, .array, .object: false
        }
    }

    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .int, .double, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension String {
    /// The numbers in it, as they are written: 0.1 is one number and contains no 0.
    fileprivate var numbers: Set<Substring> {
        Set(split { !$0.isNumber && !$0.isLetter && $0 != "." && $0 != "-" && $0 != "+" }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 })
    }
}
