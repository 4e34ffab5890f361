import JobUBuiltins
import JobUDatabase
import JobUHTTP
package import JobUHandler
package import JobUModel

/// The handlers that JobU brings itself, as far as worker.yaml enables them.
package enum BuiltinHandlers {
    /// - Parameter environment: the variables of this process.
    /// - Throws: `StartError` for a host that is none.
    package static func list(_ settings: BuiltinSettings, environment: [String: String], time: TimeSource) throws -> JobHandlerList {
        var handlers: [any JobHandler] = []
        if let shell = settings.shell { handlers += Self.shell(shell, ShellRules(shell, environment)) }
        if let http = settings.http { handlers.append(HTTPHandler(try HTTPRules(http), time: time)) }
        if let sql = settings.sql { handlers += Self.sql(sql) }
        return JobHandlerList(handlers)
    }

    private static func shell(_ settings: ShellSettings, _ rules: ShellRules) -> [any JobHandler] {
        var handlers: [any JobHandler] = []
        if !settings.commands.isEmpty || settings.allowShellString { handlers.append(ShellHandler(rules)) }
        if !settings.named.isEmpty { handlers.append(NamedShellHandler(settings.named.mapValues(PinnedCommand.init), rules)) }
        return handlers
    }

    private static func sql(_ settings: SQLSettings) -> [any JobHandler] {
        var handlers: [any JobHandler] = []
        if !settings.databases.isEmpty { handlers.append(SQLHandler(databases: settings.databases, rowsMax: settings.rowsMax)) }
        if !settings.named.isEmpty {
            let databases = Set(settings.named.values.map(\.database)).sorted()
            handlers.append(
                NamedSQLHandler(settings.named.mapValues(PinnedStatement.init), databases: databases, rowsMax: settings.rowsMax))
        }
        return handlers
    }
}

extension ShellRules {
    fileprivate init(_ settings: ShellSettings, _ environment: [String: String]) {
        self.init(
            commands: settings.commands, path: settings.path,
            environment: environment.filter { settings.environment.contains($0.key) },
            environmentOfParams: Set(settings.environmentOfParams), directory: settings.directory,
            allowsShellString: settings.allowShellString, killAfter: settings.killAfter, outputLinesMax: settings.outputLinesMax)
    }
}

extension HTTPRules {
    fileprivate init(_ settings: HTTPSettings) throws {
        self.init(
            hosts: settings.hosts.contains("*") ? nil : try Self.allowances(settings.hosts, "hosts"),
            allowsPrivateAddresses: settings.allowPrivateAddresses,
            secrets: try settings.secrets.mapValues { secret in
                let hosts = secret.hosts.flatMap { $0.contains("*") ? nil : $0 }
                return NamedSecret(value: secret.value.reveal(), hosts: try hosts.map { try Self.allowances($0, "secrets") })
            }, responseBytesMax: settings.responseBytesMax)
    }

    private static func allowances(_ entries: [String], _ key: String) throws -> [OutboundAllowance] {
        try entries.map { entry in
            guard let allowance = OutboundAllowance(entry) else {
                throw StartError.configuration("worker.builtin.http.\(key): '\(entry)' must be \(OutboundAllowance.forms)")
            }
            return allowance
        }
    }
}

extension PinnedStatement {
    fileprivate init(_ settings: NamedStatementSettings) {
        self.init(
            database: settings.database, statement: settings.statement, isReadOnly: settings.isReadOnly, isAtomic: settings.isAtomic,
            parameters: settings.parameters.mapValues(NamedParameter.init))
    }
}

extension PinnedCommand {
    fileprivate init(_ settings: NamedCommandSettings) {
        self.init(
            settings.command, directory: settings.directory, successCodes: settings.successCodes,
            parameters: settings.parameters.mapValues(NamedParameter.init))
    }
}

extension NamedParameter {
    fileprivate init(_ settings: NamedParameterSettings) {
        let kind: Kind =
            switch settings.kind {
            case .text: .text
            case .word: .word
            case .date: .date
            case .integer: .integer
            case .number: .number
            case .boolean: .boolean
            }
        self.init(kind, choices: settings.choices)
    }
}
