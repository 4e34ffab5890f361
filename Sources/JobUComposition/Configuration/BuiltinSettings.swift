/// `worker.builtin:` of worker.yaml: which of the built-in handlers a worker offers. One without a section is off.
package struct BuiltinSettings: Sendable, Equatable {
    package var shell: ShellSettings?
    package var http: HTTPSettings?
    package var sql: SQLSettings?

    package init() {}
}

enum BuiltinKey: String, SettingsKey { case shell, http, sql }

extension BuiltinSettings {
    /// - Parameters:
    ///   - databases: those that handlers of this worker may use.
    ///   - store: the one of them that holds the executions.
    init(_ section: SettingsSection, databases: [String], store: String) throws(ConfigurationError) {
        let reader = try SettingsReader<BuiltinKey>(section)
        self.init()
        if reader.has(.shell) { shell = try ShellSettings(reader.section(.shell)) }
        if reader.has(.http) { http = try HTTPSettings(reader.section(.http)) }
        if reader.has(.sql) { sql = try SQLSettings(reader.section(.sql), databases: databases, store: store) }
    }
}

extension SettingsReader {
    /// A list that says what a handler may do: without an entry the handler could do nothing.
    func allowList(_ key: Key, _ rule: String, _ isAllowed: (String) -> Bool) throws(ConfigurationError) -> [String] {
        let values = try values(key) ?? []
        guard !values.isEmpty else { throw place(of: key).error("must list at least one: \(rule)") }
        return try checked(values, rule, isAllowed)
    }

    /// The texts of a list that follow a rule; nil where the key is not given.
    func texts(_ key: Key, _ rule: String, _ isAllowed: (String) -> Bool) throws(ConfigurationError) -> [String]? {
        guard let values = try values(key) else { return nil }
        return try checked(values, rule, isAllowed)
    }

    private func checked(
        _ values: [SettingsValue], _ rule: String, _ isAllowed: (String) -> Bool
    ) throws(ConfigurationError) -> [String] {
        for value in values where !isAllowed(value.text) { throw value.refused("must be \(rule)") }
        return values.map(\.text)
    }
}
