import JobUDatabase
import JobUStore

extension TrialMaker {
    /// A database of its own on the same server.
    static func mysql(_ configuration: ServerConfiguration) -> TrialMaker {
        TrialMaker(grants: "ALL on `jobu\\_conformance\\_%`.*") { name in
            try await MySQLDriver(configuration).run("CREATE DATABASE \(name)")
            var own = configuration
            own.database = name
            return TrialDatabase(name: name, driver: MySQLDriver(own)) {
                try await MySQLDriver(configuration).run("DROP DATABASE \(name)")
            }
        }
    }
}
