import JobUModel

/// The JSON object that a request sends: its fields as values, and as they are written.
struct JSONBody: Sendable {
    private(set) var values: [String: JSONValue]
    private var texts: [String: String] = [:]

    init(_ values: [String: JSONValue] = [:]) {
        self.values = values
    }

    /// Nil for JSON that is no object.
    init?(_ document: JSONDocument) {
        guard case .object(let members) = document.root.content else { return nil }
        self.init()
        for member in members { set(member.key, document.value(of: member.value), text: document.text(of: member.value)) }
    }

    subscript(name: String) -> JSONValue? { values[name] }

    /// - Parameter text: how it is written; nil for a value that nobody wrote as JSON.
    mutating func set(_ name: String, _ value: JSONValue, text: String? = nil) {
        values[name] = value
        texts[name] = text
    }

    /// A field as it is written, digit by digit; nil where it is absent.
    /// - Throws: when a value that nobody wrote cannot be written as JSON.
    func text(of name: String) throws -> String? {
        try texts[name] ?? values[name].map { try JSONText.encode($0) }
    }
}
