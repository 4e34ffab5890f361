import JobUDatabase
import JobUStore

extension TrialMaker {
    /// A database of its own on the same server.
    static func mysql(_ configuration: MySQLConfiguration) -> TrialMaker {
        TrialMaker(grants: "ALL on `jobu\\_conformance\\_%`.*") { name in
            try await run("CREATE DATABASE \(name)", configuration)
            var own = configuration
            own.database = name
            return TrialPlace(name: name, driver: MySQLDriver(own)) {
                try await run("DROP DATABASE \(name)", configuration)
            }
        }
    }

    private static func run(_ script: String, _ configuration: MySQLConfiguration) async throws {
        let session = try await MySQLDriver(configuration).connect(.readWrite)
        do {
            try await session.executeScript(script)
        } catch {
            try await session.close()
            throw error
        }
        try await session.close()
    }
}
