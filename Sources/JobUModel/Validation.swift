/// One field that cannot be accepted, and why.
public struct ValidationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the column, as API and forms spell it, such as `timeout_seconds`.
    public var field: String
    /// What it must be, as the rest of a sentence that begins with the field.
    public var message: String

    /// A problem of one field.
    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }

    /// Field and message.
    public var description: String { "\(field): \(message)" }
}

/// The rules for what a handler is called by and with; the same for crons and for single executions.
package enum HandlerCall {
    /// Everything that is wrong, or nothing.
    package static func problems(name: String, params: String) -> [ValidationProblem] {
        var problems: [ValidationProblem] = []
        func check(_ holds: Bool, _ field: String, _ message: String) {
            if !holds { problems.append(ValidationProblem(field: field, message: message)) }
        }
        check(!name.isBlank && name.length <= 100, "handler_name", "must have 1 to 100 characters")
        check(name.isPrintable, "handler_name", "must not contain control characters")
        if let problem = paramsProblem(params) { check(false, "handler_params", problem) }
        return problems
    }

    /// What keeps a text from being parameters: a JSON object, not too long, with each key once. Nil when nothing does.
    package static func paramsProblem(_ text: String) -> String? {
        guard text.utf8.count <= 65_536 else { return "must have at most 65536 bytes" }
        do {
            if case .object = try JSONDocument(text).root.content { return nil }
            return "must be a JSON object such as {\"limit\": 10}"
        } catch {
            return "is not valid JSON: \(error)"
        }
    }
}

extension String {
    package var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// Characters as JSON Schema and the columns of the tables count them.
    package var length: Int { unicodeScalars.count }

    package var isPrintable: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
