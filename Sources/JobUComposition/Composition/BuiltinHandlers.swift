import JobUBuiltins
package import JobUConfiguration
import JobUHTTP
package import JobUHandler
package import JobUModel

/// The handlers that JobU brings itself, as far as worker.yaml enables them.
package enum BuiltinHandlers {
    /// - Parameter environment: the variables of this process.
    /// - Throws: `StartError` for a host that is none.
    package static func list(_ settings: BuiltinSettings, environment: [String: String], time: TimeSource) throws -> JobHandlerList {
        var handlers: [any JobHandler] = []
        if let shell = settings.shell { handlers.append(ShellHandler(ShellRules(shell, environment))) }
        if let http = settings.http { handlers.append(HTTPHandler(try HTTPRules(http), time: time)) }
        if let sql = settings.sql { handlers.append(SQLHandler(databases: sql.databases, rowsMax: sql.rowsMax)) }
        return JobHandlerList(handlers)
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
