import JobUModel

/// Reads the fields of a JSON object and gathers everything that is wrong with them.
///
/// Every method answers nil for a field that is absent or unusable; `finish` throws when one was unusable.
struct BodyReader {
    private let body: JSONBody
    private var object: [String: JSONValue] { body.values }
    private(set) var problems: [InputProblem] = []
    /// Unknown fields that an answer names, and the longest name that is compared with ours.
    private static let (unknownMax, nameBytesMax) = (20, 64)

    /// - Parameter allowed: the fields that mean something here; any other is named as a mistake.
    init(_ body: JSONBody, allowed: Set<String>) {
        self.body = body
        let unknown = body.values.keys.filter { !allowed.contains($0) }.sorted()
        for name in unknown.prefix(Self.unknownMax) {
            // Nothing of ours is that long: looking for what was meant would only take time.
            let distances = name.utf8.count > Self.nameBytesMax ? [] : allowed.map { (distance: name.distance(to: $0), name: $0) }
            let nearest = distances.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
            let guess = nearest.map { $0.distance <= 3 ? "; did you mean \($0.name)?" : "" } ?? ""
            problems.append(InputProblem(.body, String(name.prefix(100)), "unknown field\(guess)", type: "extra_forbidden"))
        }
        if unknown.count > Self.unknownMax {
            let more = "\(unknown.count - Self.unknownMax) more unknown fields; at most \(Self.unknownMax) are listed"
            problems.append(InputProblem(.body, "", more, type: "extra_forbidden"))
        }
    }

    func has(_ name: String) -> Bool { object[name] != nil }

    /// Whether a field that may be empty was sent as null.
    func isNull(_ name: String) -> Bool { object[name] == .null }

    mutating func refuse(_ name: String, _ message: String, type: String = "value_error") {
        problems.append(InputProblem(.body, name, message, type: type))
    }

    mutating func require(_ names: String...) {
        for name in names where !has(name) { refuse(name, "is required", type: "missing") }
    }

    mutating func string(_ name: String) -> String? {
        guard let value = object[name] else { return nil }
        guard case .string(let text) = value else {
            refuse(name, "must be a string", type: "string_type")
            return nil
        }
        guard !text.unicodeScalars.contains("\0") else {
            refuse(name, "must not contain a NUL character")
            return nil
        }
        return text
    }

    mutating func int(_ name: String) -> Int? {
        guard let value = object[name] else { return nil }
        guard let number = value.wholeNumber else {
            refuse(name, "must be a whole number", type: "int_type")
            return nil
        }
        return number
    }

    mutating func number(_ name: String) -> Double? {
        guard let value = object[name] else { return nil }
        guard let number = value.floatingNumber else {
            refuse(name, "must be a number", type: "float_type")
            return nil
        }
        return number
    }

    mutating func bool(_ name: String) -> Bool? {
        guard let value = object[name] else { return nil }
        guard case .bool(let flag) = value else {
            refuse(name, "must be true or false", type: "bool_type")
            return nil
        }
        return flag
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, as type: Word.Type) -> Word? {
        guard let text = string(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            refuse(name, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", type: "enum")
            return nil
        }
        return word
    }

    mutating func timestamp(_ name: String) -> Timestamp? {
        guard let text = string(name) else { return nil }
        do {
            return try Timestamp(api: text)
        } catch {
            refuse(name, error.description, type: "datetime_parsing")
            return nil
        }
    }

    mutating func strings(_ name: String) -> [String]? {
        guard let value = object[name] else { return nil }
        guard case .array(let items) = value else {
            refuse(name, "must be a list of strings", type: "list_type")
            return nil
        }
        var texts: [String] = []
        for case .string(let text) in items where !text.unicodeScalars.contains("\0") { texts.append(text) }
        guard texts.count == items.count else {
            refuse(name, "must be a list of strings", type: "string_type")
            return nil
        }
        return texts
    }

    mutating func ids(_ name: String, countMax: Int) -> [Int64]? {
        guard let value = object[name] else { return nil }
        guard case .array(let items) = value, (1...countMax).contains(items.count) else {
            refuse(name, "must be a list of 1 to \(countMax) numbers", type: "list_type")
            return nil
        }
        var ids: [Int64] = []
        for item in items {
            if let id = item.wholeNumber { ids.append(Int64(id)) }
        }
        guard ids.count == items.count else {
            refuse(name, "must be a list of whole numbers", type: "int_type")
            return nil
        }
        return ids
    }

    mutating func object(_ name: String) -> [String: JSONValue]? {
        guard let value = object[name] else { return nil }
        guard case .object(let object) = value else {
            refuse(name, "must be a JSON object such as {\"limit\": 10}", type: "dict_type")
            return nil
        }
        return object
    }

    /// An object as it was written.
    /// - Throws: as `JSONBody.text(of:)`.
    mutating func objectText(_ name: String) throws -> String? {
        object(name) == nil ? nil : try body.text(of: name)
    }

    /// - Throws: `AdminError` when anything was wrong.
    func finish() throws {
        if !problems.isEmpty { throw AdminError.invalid(problems) }
    }
}

extension JSONValue {
    /// A whole number, however it is written: 3 and 3.0.
    fileprivate var wholeNumber: Int? {
        switch self {
        case .int(let number): Int(number)
        case .double, .number:
            floatingNumber.flatMap { number in
                // Beyond that not every whole number is one of its kind.
                number.magnitude <= 9_007_199_254_740_992 ? Int(exactly: number) : nil
            }
        default: nil
        }
    }

    fileprivate var floatingNumber: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        case .number(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }
}

extension String {
    /// How many letters to insert, delete or change; enough for guessing what a misspelt field meant.
    fileprivate func distance(to other: String) -> Int {
        let target = Array(other.utf8)
        var row = Array(0...target.count)
        for (line, letter) in utf8.prefix(100).enumerated() {
            var previous = row[0]
            row[0] = line + 1
            for column in target.indices {
                let replaced = previous + (letter == target[column] ? 0 : 1)
                previous = row[column + 1]
                row[column + 1] = Swift.min(replaced, previous + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
