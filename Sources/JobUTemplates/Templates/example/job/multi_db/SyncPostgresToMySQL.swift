import JobU

/// Copies new rows of `sample_data` from PostgreSQL (`postgres_1`) to MySQL (`mysql_1`), exactly once.
///
/// Like `sync_sqlite_to_postgres`, with a source that many connections write concurrently.
struct SyncPostgresToMySQL: JobHandler {
    static let name = "sync_postgres_to_mysql"

    func execute(_ params: SyncParams, context: JobContext) async throws -> HandlerResult {
        let limit = try params.limit
        try await SampleTable.prepare(.postgres, .mysql, in: context.databases)
        return try await context.transaction(on: "postgres_1", "mysql_1") { tx in
            let (postgres, mysql) = (try await tx["postgres_1"], try await tx["mysql_1"])
            // Ids are assigned before their rows are committed: without the lock, row 8 could be visible before row 7, and row 7 be
            // missed for ever. The lock waits for active writers and prevents a second copy at the same time.
            try await postgres.execute("LOCK TABLE sample_data IN SHARE ROW EXCLUSIVE MODE")
            let rows = try await RowCopy.missing(in: mysql, of: postgres, named: .postgres, limit: limit)
            try await RowCopy.insert(rows, into: mysql, from: .postgres)
            context.logger.info("copied", metadata: ["rows": "\(rows.count)"])
            return .success("synced", data: ["rows": .int(Int64(rows.count))])
        }
    }
}
