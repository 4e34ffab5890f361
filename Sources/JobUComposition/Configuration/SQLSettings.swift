package import JobUBuiltins

/// `worker.builtin.sql:` of worker.yaml: the databases in which jobs can execute statements.
package struct SQLSettings: Sendable, Equatable {
    /// Those for statements that parameters hold; none where only named ones are executed.
    package var databases: [String]
    /// The maximum number of rows in a job's result.
    package var rowsMax = SQLHandler.rowsMaxUsual
    /// The named statements.
    package var named: [String: PinnedStatement] = [:]

    package init(databases: [String]) {
        self.databases = databases
    }
}

enum SQLKey: String, SettingsKey {
    case databases, named
    case rowsMax = "rows_max"
}

extension SQLSettings {
    /// - Parameter store: never offered, because write access to it bypasses all roles.
    init(_ section: SettingsSection, databases: [String], store: String) throws(ConfigurationError) {
        let reader = try SettingsReader<SQLKey>(section)
        let names = databases.filter { $0 != store }
        let known = names.isEmpty ? "database.yaml has no other" : names.listed
        let rule = "a database that this worker's handlers may use, and never the store '\(store)' (\(known))"
        let statements = try reader.section(.named).named()
        self.init(
            databases: statements.isEmpty
                ? try reader.allowList(.databases, rule, names.contains) : try reader.texts(.databases, rule, names.contains) ?? [])
        rowsMax = try reader.int(.rowsMax, in: 0...10_000, default: rowsMax)
        for (name, section) in statements {
            named[name] = try PinnedStatement(section, among: names, usual: self.databases, rule)
        }
    }
}
