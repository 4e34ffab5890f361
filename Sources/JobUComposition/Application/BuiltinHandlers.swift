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
        if let shell = settings.shell { handlers += Self.shell(shell, environment) }
        if let http = settings.http { handlers.append(HTTPHandler(try HTTPRules(http), time: time)) }
        if let sql = settings.sql { handlers += Self.sql(sql) }
        return JobHandlerList(handlers)
    }

    private static func shell(_ settings: ShellSettings, _ environment: [String: String]) -> [any JobHandler] {
        var rules = settings.rules
        rules.environment = environment.filter { settings.environment.contains($0.key) }
        var handlers: [any JobHandler] = []
        if !rules.commands.isEmpty || rules.allowsShellString { handlers.append(ShellHandler(rules)) }
        if !settings.named.isEmpty { handlers.append(NamedShellHandler(settings.named, rules)) }
        return handlers
    }

    private static func sql(_ settings: SQLSettings) -> [any JobHandler] {
        var handlers: [any JobHandler] = []
        if !settings.databases.isEmpty { handlers.append(SQLHandler(databases: settings.databases, rowsMax: settings.rowsMax)) }
        if !settings.named.isEmpty {
            let databases = Set(settings.named.values.map(\.database)).sorted()
            handlers.append(
                NamedSQLHandler(settings.named, databases: databases, rowsMax: settings.rowsMax))
        }
        return handlers
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
