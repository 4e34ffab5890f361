import JobU

/// Copies new rows of `sample_data` from SQLite (`default`) to PostgreSQL (`postgres_1`), exactly once.
///
/// The copied rows and the job's completion are one transaction: after a crash of this program or a database at any moment, either both
/// are stored or neither. `swift run PROJECT_PRODUCT tx setup` prepares the databases once.
struct SyncSQLiteToPostgres: JobHandler {
    static let name = "sync_sqlite_to_postgres"

    func execute(_ params: SyncParams, context: JobContext) async throws -> HandlerResult {
        let limit = try params.limit
        try await SampleTable.prepare(.main, .postgres, in: context.databases)
        return try await context.transaction(on: "default", "postgres_1") { tx in
            let (sqlite, postgres) = (try await tx["default"], try await tx["postgres_1"])
            // One sync at a time: if two read the same watermark, the unique index would reject the second.
            try await postgres.execute("LOCK TABLE sample_data IN SHARE ROW EXCLUSIVE MODE")
            let rows = try await RowCopy.missing(in: postgres, of: sqlite, named: .main, limit: limit)
            try await RowCopy.insert(rows, into: postgres, from: .main)
            context.logger.info("copied", metadata: ["rows": "\(rows.count)"])
            return .success("synced", data: ["rows": .int(Int64(rows.count))])
        }
    }
}
