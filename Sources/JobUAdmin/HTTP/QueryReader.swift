import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// Reads a query's values and gathers everything that is wrong with them.
struct QueryReader {
    private let pairs: Pairs
    private let isOfForm: Bool
    private(set) var problems: [InputProblem] = []
    private static let unknownMax = 20

    /// - Parameters:
    ///   - allowed: the names that mean something here; any other is a mistake worth telling.
    ///   - isOfForm: a form sends all its fields, those that were left empty too.
    init(_ uri: URI, allowed: Set<String>, isOfForm: Bool = false) {
        pairs = Pairs(uri.query ?? "")
        self.isOfForm = isOfForm
        for part in pairs.malformed {
            problems.append(InputProblem(.query, part, "is not percent-encoded UTF-8, or contains a NUL", type: "encoding"))
        }
        let unknown = Set(pairs.items.map(\.name)).subtracting(allowed).sorted()
        if pairs.isCut || unknown.count > Self.unknownMax {
            problems.append(InputProblem(.query, "", "too many unknown parameters; at most \(Self.unknownMax) are listed"))
        }
        for name in unknown.prefix(Self.unknownMax) {
            let known = allowed.sorted().joined(separator: ", ")
            problems.append(
                InputProblem(
                    .query, name, known.isEmpty ? "unknown parameter; none is allowed here" : "unknown parameter; allowed: \(known)",
                    type: "extra_forbidden"
                ))
        }
    }

    /// A value for one of the readers below: an empty one is none in a form, and a mistake elsewhere.
    private mutating func value(_ name: String) -> String? {
        if let value = pairs[name], value.isEmpty, !isOfForm { return "" }
        return text(name)
    }

    mutating func refuse(_ name: String, _ message: String, type: String = "value_error") {
        problems.append(InputProblem(.query, name, message, type: type))
    }

    func has(_ name: String) -> Bool {
        pairs[name].map { !$0.isEmpty || !isOfForm } ?? false
    }

    /// A value that is not empty.
    mutating func text(_ name: String, lengthMax: Int = 200) -> String? {
        guard let value = pairs[name], !value.isEmpty else { return nil }
        guard value.length <= lengthMax else {
            problems.append(InputProblem(.query, name, "must have at most \(lengthMax) characters"))
            return nil
        }
        return value
    }

    mutating func int(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = value(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            problems.append(
                InputProblem(.query, name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)", type: "int_parsing"))
            return nil
        }
        return value
    }

    mutating func int64(_ name: String) -> Int64? {
        guard let text = value(name) else { return nil }
        guard let value = Int64(text) else {
            problems.append(InputProblem(.query, name, "must be a whole number", type: "int_parsing"))
            return nil
        }
        return value
    }

    mutating func bool(_ name: String) -> Bool? {
        guard let text = value(name) else { return nil }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default:
            problems.append(InputProblem(.query, name, "must be true or false", type: "bool_parsing"))
            return nil
        }
    }

    /// - Parameter zone: whose clock a time without an offset is read on; nil for UTC, as the Python JobU did.
    mutating func timestamp(_ name: String, zone: PageZone? = nil) -> Timestamp? {
        guard let text = value(name) else { return nil }
        if let local = (zone ?? .utc).instant(local: text) { return local }
        do {
            return try Timestamp(api: text)
        } catch {
            problems.append(InputProblem(.query, name, error.description, type: "datetime_parsing"))
            return nil
        }
    }

    /// Several words, as a list with commas or under the same name again. An empty one is none in a form, and a mistake elsewhere.
    mutating func words<Word: RawRepresentable<String> & CaseIterable>(_ name: String, as type: Word.Type) -> [Word] {
        let texts = pairs.values(name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: isOfForm).map(String.init) }
        return texts.compactMap { text in
            if let word = Word(rawValue: text) { return word }
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append(InputProblem(.query, name, "must be one of \(known)", type: "enum"))
            return nil
        }
    }

    /// One of several words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, as type: Word.Type) -> Word? {
        let found = words(name, as: type)
        if found.count > 1 { refuse(name, "must be a single value") }
        return found.first
    }

    mutating func require(_ name: String) {
        if pairs[name] == nil { problems.append(InputProblem(.query, name, "is required", type: "missing")) }
    }

    /// - Throws: `AdminError` when anything was wrong.
    func finish() throws {
        if !problems.isEmpty { throw AdminError.invalid(problems) }
    }
}

/// A text that is not an instant of RFC 3339.
struct InstantError: Error, CustomStringConvertible {
    var description: String { "must be a time such as 2026-11-23T09:00:00Z or 2026-11-23T18:00:00+09:00" }
}

extension Timestamp {
    /// Reads an instant of the years 0000 to 9999, the only ones that RFC 3339 has.
    init(api text: String) throws(InstantError) {
        let year = text.utf8.prefix(5)
        guard text.utf8.count <= 40, year.count == 5, year.last == UInt8(ascii: "-"),
            year.dropLast().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw InstantError() }
        do {
            try self.init(rfc3339: text)
        } catch {
            throw InstantError()
        }
        // An offset can move it out of them.
        guard isOfFourDigits else { throw InstantError() }
    }
}
