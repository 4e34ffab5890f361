import JobUDatabase
import JobUHandler
import JobUModel

/// The values that a statement's parameters are bound to.
enum ParameterValues {
    /// - Throws: `HandlerError` that names all parameters that are missing, unused, or of a type no column has.
    static func values(
        of statement: NamedStatement, given: [String: JSONValue], _ context: JobContext
    ) throws(HandlerError) -> [String: SQLValue] {
        let own = own(context)
        var problems: [String] = []
        let known = own.keys.sorted().map { ":" + $0 }.joined(separator: " and ")
        for name in given.keys.sorted() where own[name] != nil {
            problems.append("'\(name)' is set by JobU; remove it")
        }
        for name in statement.names.sorted() where !given.keys.contains(name) && own[name] == nil {
            problems.append("':\(name)' has no value in 'params' (\(known) are set by JobU)")
        }
        for name in given.keys.sorted() where own[name] == nil && !statement.names.contains(name) {
            problems.append("'\(name)' is given, but the statement has no ':\(name)'")
        }
        var values = own
        for (name, value) in given.sorted(by: { $0.key < $1.key }) where own[name] == nil {
            guard let bound = bound(value) else {
                problems.append("'\(name)' must be a text, a number, true, false or null; write other JSON as a text")
                continue
            }
            values[name] = bound
        }
        guard problems.isEmpty else {
            throw .permanent("invalid handler_params.params for the statement: \(problems.joined(separator: "; "))")
        }
        return values
    }

    private static func own(_ context: JobContext) -> [String: SQLValue] {
        [
            "scheduled_time": .timestamp(microseconds: context.scheduledTime.microseconds),
            "execution_id": .int(context.executionID.rawValue),
        ]
    }

    /// Whether a floating number has all digits of a text; fifteen fit.
    private static func isExact(_ text: String) -> Bool {
        let mantissa = text.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber).drop { $0 == "0" }
        return mantissa.count <= 15 && Double(text)?.isFinite == true
    }

    private static func bound(_ value: JSONValue) -> SQLValue? {
        switch value {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .double(let value): .double(value)
        case .number(let text): isExact(text) ? .double(Double(text) ?? 0) : .decimal(text)
        case .string(let text): .text(text)
        case .array, .object: nil
        }
    }
}
