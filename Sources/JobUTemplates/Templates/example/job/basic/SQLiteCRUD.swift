import JobU

/// Creates, reads, updates or deletes rows of `sample_data` in SQLite: the shape of most handlers.
struct SQLiteCRUD: JobHandler {
    static let name = "sqlite_crud"

    struct Params: Decodable, Sendable {
        /// Default: `sqlite_2`. Use `default` to create rows for the samples that copy rows.
        var database: SampleDatabase?
        var row: CRUDParams

        private enum CodingKeys: String, CodingKey { case database }

        init(from decoder: any Decoder) throws {
            row = try CRUDParams(from: decoder)
            database = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(SampleDatabase.self, forKey: .database)
        }
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        let (row, database) = (params.row, params.database ?? .sqlite)
        try row.check()
        guard database == .sqlite || database == .main else {
            throw HandlerError.permanent("database must be sqlite_2 or default, not \(database.name)")
        }
        try await SampleTable.prepare(database, in: context.databases)
        let action = row.action ?? .create
        // Everything in the closure is one transaction: committed when it returns, rolled back when it throws.
        let rows = try await context.databases.transaction(database.name) { tx in
            switch action {
            case .create:
                // Values in \( ) are bound as parameters, never inserted into the text.
                try await tx.execute("INSERT INTO sample_data (name, amount) VALUES (\(row.name ?? "sample"), \(row.amount ?? 0))")
            case .read:
                break
            case .update:
                try row.found(
                    await tx.execute(
                        """
                        UPDATE sample_data SET name = coalesce(\(row.name), name), amount = coalesce(\(row.amount), amount)
                        WHERE id = \(row.id)
                        """))
            case .delete:
                try row.found(await tx.execute("DELETE FROM sample_data WHERE id = \(row.id)"))
            }
            return try await tx.fetchAll("SELECT id, name, amount FROM sample_data ORDER BY id DESC LIMIT \(row.limit ?? 5)")
        }
        context.logger.info("\(action.done)", metadata: ["database": "\(database.name)", "rows": "\(rows.count)"])
        return .success(action.done, data: ["rows": .array(try rows.map { try SampleRow($0).json })])
    }
}
