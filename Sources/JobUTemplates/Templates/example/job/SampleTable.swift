import JobU

/// The databases of `config/database.yaml` that the samples use.
enum SampleDatabase: String, Codable, CaseIterable, Sendable {
    case main = "default"
    case sqlite = "sqlite_2"
    case postgres = "postgres_1"
    case mysql = "mysql_1"

    var name: String { rawValue }
}

/// The table `sample_data`, which all samples use.
enum SampleTable {
    /// Creates the table if it does not exist. Your own project does this once, when it is deployed; here it happens before each execution,
    /// so that you can start with any sample.
    /// - Throws: an error that names the database if it is unreachable; the job is retried as its cron says.
    static func prepare(_ needed: SampleDatabase..., in databases: JobDatabases) async throws {
        for database in needed {
            do {
                try await make(in: database, databases)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                throw HandlerError("\(database.name) cannot be used (config/database.yaml says where it is): \(error)")
            }
        }
    }

    private static func make(in database: SampleDatabase, _ databases: JobDatabases) async throws {
        try await databases.transaction(database.name) { tx in
            if database == .postgres {
                // Two executions that create it at the same moment would collide.
                _ = try await tx.fetchAll("SELECT pg_advisory_xact_lock(20261125)")
            }
            try await tx.execute(.uncheckedRaw(definition(of: database)))
        }
    }

    private static func definition(of database: SampleDatabase) -> String {
        switch database {
        case .main, .sqlite: String(decoding: PackageResources.sqlite_sql, as: UTF8.self)
        case .postgres: String(decoding: PackageResources.postgres_sql, as: UTF8.self)
        case .mysql: String(decoding: PackageResources.mysql_sql, as: UTF8.self)
        }
    }
}

/// A row of the table.
struct SampleRow: Codable, Sendable {
    var id: Int64
    var name: String
    var amount: Int64

    init(_ row: ResultRow) throws {
        id = try row.int64("id")
        name = try row.text("name")
        amount = try row.int64("amount")
    }

    var json: JSONValue {
        ["id": .int(id), "name": .string(name), "amount": .int(amount)]
    }
}
