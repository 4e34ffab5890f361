import JobUDatabase
import JobUModel

/// Reads a row that anybody may have written. What cannot be used is recorded and stands as the nearest value that can, so that neither a
/// list nor a calculation fails for one row.
struct ColumnReader {
    let row: ResultRow
    private(set) var problems: [ColumnProblem] = []

    init(_ row: ResultRow) {
        self.row = row
    }

    /// What a number may be.
    struct Range {
        let values: ClosedRange<Int64>

        /// Every engine stores these as 32 bits, and one more can be counted on.
        static let count = Range(values: 0...Int64(Int32.max) - 1)
        /// At least one.
        static let limit = Range(values: 1...Int64(Int32.max))
        static let timeout = limit
        static let number = Range(values: Int64(Int32.min)...Int64(Int32.max))
        /// As far as a claim order stays an instant on every engine.
        static let priority = Range(values: -100_000...100_000)
        static let fence = Range(values: 0...Int64.max - 1)
    }

    /// A whole number.
    /// - Throws: `SQLError` only where the answer has no such column, as all of these.
    mutating func int64(_ column: String, _ range: Range) throws -> Int64 {
        try int64IfPresent(column, range) ?? missing(column, instead: min(max(0, range.values.lowerBound), range.values.upperBound))
    }

    mutating func int(_ column: String, _ range: Range) throws -> Int {
        Int(try int64(column, range))
    }

    mutating func intIfPresent(_ column: String, _ range: Range) throws -> Int? {
        try int64IfPresent(column, range).map(Int.init)
    }

    private mutating func int64IfPresent(_ column: String, _ range: Range) throws -> Int64? {
        let number: Int64
        switch try row.value(column) {
        case .null: return nil
        case .int(let value): number = value
        case let other:
            addProblem(column, other.shown, Self.text(range))
            return min(max(0, range.values.lowerBound), range.values.upperBound)
        }
        if !range.values.contains(number) { addProblem(column, String(number), Self.text(range)) }
        return min(max(number, range.values.lowerBound), range.values.upperBound)
    }

    /// A truth value, stored as 0 or 1 where the engine has none.
    mutating func bool(_ column: String) throws -> Bool {
        switch try row.value(column) {
        case .bool(let value): return value
        case .int(let value) where value == 0 || value == 1: return value == 1
        case let other:
            addProblem(column, other.shown, "0 or 1")
            return false
        }
    }

    /// A share from 0 to 1, or nil for null and for what is none.
    mutating func shareIfPresent(_ column: String) throws -> Double? {
        switch try row.value(column) {
        case .null: return nil
        case .double(let value) where (0...1).contains(value): return value
        case .int(let value) where value == 0 || value == 1: return Double(value)
        case let other:
            addProblem(column, other.shown, "a number from 0 to 1")
            return nil
        }
    }

    /// A text without NUL, which not every engine takes.
    mutating func text(_ column: String) throws -> String {
        try textIfPresent(column) ?? missing(column, instead: "")
    }

    mutating func textIfPresent(_ column: String) throws -> String? {
        switch try row.value(column) {
        case .null: return nil
        case .text(let value), .json(let value), .decimal(let value):
            guard value.utf8.contains(0) else { return value }
            let whole = String(String.UnicodeScalarView(value.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
            addProblem(column, Self.quoted(whole), "a text without NUL")
            return whole
        case let other:
            addProblem(column, other.shown, "text")
            return nil
        }
    }

    /// One of an enumeration's stored words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ column: String, or fallback: Word) throws -> Word {
        let text = try text(column)
        if let word = Word(rawValue: text) { return word }
        addProblem(column, Self.quoted(text), "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
        return fallback
    }

    /// What a column holds as JSON, or nil for null and for what is no such JSON.
    /// - Parameter wanted: what it should hold, in words.
    mutating func jsonIfPresent<Value: Decodable>(_ column: String, as type: Value.Type = Value.self, _ wanted: String) throws -> Value? {
        guard let text = try textIfPresent(column) else { return nil }
        do {
            return try JSONText.decode(type, from: text)
        } catch {
            addProblem(column, Self.quoted(text), wanted)
            return nil
        }
    }

    /// A list of texts as JSON; none for what is no such list.
    mutating func tags(_ column: String) throws -> [String] {
        try jsonIfPresent(column, as: [String].self, "a list of texts as JSON") ?? []
    }

    /// A stored backoff; null stands for the default.
    mutating func retryBackoff() throws -> RetryBackoff {
        guard let backoff = try jsonIfPresent("retry_backoff", as: RetryBackoff.self, "a backoff as JSON") else { return RetryBackoff() }
        let numbers = [backoff.baseSeconds, backoff.maxSeconds]
        guard numbers.allSatisfy({ (0...Int(Int32.max)).contains($0) }), (0...1).contains(backoff.jitter) else {
            addProblem(
                "retry_backoff", Self.quoted(try text("retry_backoff")),
                "a backoff of numbers that are not negative, and a jitter from 0 to 1")
            return RetryBackoff()
        }
        return backoff
    }

    /// The columns of the options, as crons and executions share them.
    mutating func options() throws -> ExecutionOptions {
        ExecutionOptions(
            queue: try text("queue"), priority: try int("priority", .priority), maxRetry: try int("max_retry", .count),
            retryBackoff: try retryBackoff(), timeout: .seconds(try int("timeout_seconds", .timeout)))
    }

    private mutating func missing<Value>(_ column: String, instead value: Value) -> Value {
        if !problems.contains(where: { $0.column == column }) { addProblem(column, "nothing", "a value") }
        return value
    }

    private mutating func addProblem(_ column: String, _ value: String, _ wanted: String) {
        problems.append(ColumnProblem(column: column, value: value, wanted: wanted))
    }

    private static func text(_ range: Range) -> String {
        "a number from \(range.values.lowerBound) to \(range.values.upperBound)"
    }

    fileprivate static func quoted(_ text: String) -> String {
        let shown = text.prefix(40)
        return "'\(shown)\(shown.endIndex == text.endIndex ? "" : "…")'"
    }
}

extension SQLValue {
    /// The value in a message. No column with a secret is read this way.
    fileprivate var shown: String {
        switch self {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .text(let value), .decimal(let value), .json(let value): ColumnReader.quoted(value)
        case .bytes(let value): "\(value.count) bytes"
        case .timestamp: "an instant"
        }
    }
}
