import JobUDatabase
import JobUStore

extension TrialMaker {
    /// A schema of its own in the same database.
    static func postgres(_ configuration: PostgresConfiguration) -> TrialMaker {
        TrialMaker(grants: "CREATE on the database '\(configuration.database)'") { name in
            try await run("CREATE SCHEMA \(name)", configuration)
            var own = configuration
            own.schema = name
            return TrialPlace(name: name, driver: PostgresDriver(own)) {
                try await run("DROP SCHEMA \(name) CASCADE", configuration)
            }
        }
    }

    private static func run(_ script: String, _ configuration: PostgresConfiguration) async throws {
        let session = try await PostgresDriver(configuration).connect(.readWrite)
        do {
            try await session.executeScript(script)
        } catch {
            try await session.close()
            throw error
        }
        try await session.close()
    }
}
