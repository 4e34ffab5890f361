import JobUBuiltins

enum NamedStatementKey: String, SettingsKey {
    case database, statement, atomic, params
    case readOnly = "read_only"
}

/// `worker.builtin.sql.named.NAME:` of worker.yaml: a statement that jobs choose by name.
extension PinnedStatement {
    /// - Parameters:
    ///   - names: the databases that may be used.
    ///   - usual: those that all statements may use; the only one of them needs no mention.
    init(_ section: SettingsSection, among names: [String], usual: [String], _ rule: String) throws(ConfigurationError) {
        let reader = try SettingsReader<NamedStatementKey>(section)
        let only = [usual, names].first { $0.count == 1 }?.first
        let value = try reader.value(.database)
        if let value, !names.contains(value.text) { throw value.refused("must be \(rule)") }
        guard let database = value?.text ?? only else { throw reader.place(of: .database).error("must be given: \(rule)") }
        guard let statement = try reader.optionalText(.statement) else {
            throw reader.place(of: .statement).error("must be given: one statement, with parameters written :name")
        }
        let isReadOnly = try reader.bool(.readOnly, default: false)
        let isAtomic = try reader.bool(.atomic, default: false)
        if isAtomic, isReadOnly {
            throw reader.place(of: .atomic).error("cannot be combined with 'read_only': a read-only statement changes nothing")
        }
        let parameters = try NamedParameter.read(reader.section(.params))
        for name in parameters.keys.sorted() where ["execution_id", "scheduled_time"].contains(name) {
            throw reader.place(of: .params).error("'\(name)' is set by JobU")
        }
        self.init(database: database, statement: statement, isReadOnly: isReadOnly, isAtomic: isAtomic, parameters: parameters)
    }
}
