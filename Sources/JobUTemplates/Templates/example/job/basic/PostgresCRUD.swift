import JobU

/// The same as `sqlite_crud` in PostgreSQL, where RETURNING returns the written rows and saves a second query.
struct PostgresCRUD: JobHandler {
    static let name = "postgres_crud"

    func execute(_ params: CRUDParams, context: JobContext) async throws -> HandlerResult {
        try params.check()
        try await SampleTable.prepare(.postgres, in: context.databases)
        let action = params.action ?? .create
        // After a serialization failure or a deadlock, the closure is retried up to three times.
        let rows = try await context.databases.transaction("postgres_1", retries: 3) { tx in
            let rows =
                switch action {
                case .create:
                    try await tx.fetchAll(
                        """
                        INSERT INTO sample_data (name, amount) VALUES (\(params.name ?? "sample"), \(params.amount ?? 0))
                        RETURNING id, name, amount
                        """)
                case .read:
                    try await tx.fetchAll("SELECT id, name, amount FROM sample_data ORDER BY id DESC LIMIT \(params.limit ?? 5)")
                case .update:
                    try await tx.fetchAll(
                        """
                        UPDATE sample_data SET name = coalesce(\(params.name), name), amount = coalesce(\(params.amount), amount)
                        WHERE id = \(params.id) RETURNING id, name, amount
                        """)
                case .delete:
                    try await tx.fetchAll("DELETE FROM sample_data WHERE id = \(params.id) RETURNING id, name, amount")
                }
            if action == .update || action == .delete { try params.found(rows.count) }
            return rows
        }
        context.logger.info("\(action.done)", metadata: ["rows": "\(rows.count)"])
        return .success(action.done, data: ["rows": .array(try rows.map { try SampleRow($0).json })])
    }
}
