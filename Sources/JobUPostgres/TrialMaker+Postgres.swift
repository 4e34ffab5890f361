import JobUDatabase
import JobUStore

extension TrialMaker {
    /// A schema of its own in the same database.
    static func postgres(_ configuration: ServerConfiguration) -> TrialMaker {
        TrialMaker(grants: "CREATE on the database '\(configuration.database)'") { name in
            try await PostgresDriver(configuration).run("CREATE SCHEMA \(name)")
            var own = configuration
            own.schema = name
            return TrialDatabase(name: name, driver: PostgresDriver(own)) {
                try await PostgresDriver(configuration).run("DROP SCHEMA \(name) CASCADE")
            }
        }
    }
}
