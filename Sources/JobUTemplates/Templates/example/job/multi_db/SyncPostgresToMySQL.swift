import JobU

/// Copies new rows of `sample_data` from PostgreSQL (`postgres_1`) to MySQL (`mysql_1`), exactly once.
///
/// As `sync_sqlite_to_postgres`, with a source that many sessions write at the same time.
struct SyncPostgresToMySQL: JobHandler {
    static let name = "sync_postgres_to_mysql"

    func execute(_ params: SyncParams, context: JobContext) async throws -> HandlerResult {
        let limit = try params.limit
        try await SampleTable.prepare(.postgres, .mysql, in: context.databases)
        return try await context.transaction(on: "postgres_1", "mysql_1") { tx in
            let (postgres, mysql) = (try await tx["postgres_1"], try await tx["mysql_1"])
            // Ids are handed out before their rows are committed: without the lock row 8 could be seen before row 7, and 7 be missed
            // for ever. It waits for writers that are at work, and lets nobody else copy meanwhile.
            try await postgres.execute("LOCK TABLE sample_data IN SHARE ROW EXCLUSIVE MODE")
            let rows = try await RowCopy.missing(in: mysql, of: postgres, named: .postgres, limit: limit)
            try await RowCopy.insert(rows, into: mysql, from: .postgres)
            context.logger.info("copied", metadata: ["rows": "\(rows.count)"])
            return .success("synced", data: ["rows": .int(Int64(rows.count))])
        }
    }
}
