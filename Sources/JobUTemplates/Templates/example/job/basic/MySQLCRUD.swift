import JobU

/// The same as `sqlite_crud` in MySQL or MariaDB, where a function of the connection returns the id of a new row.
struct MySQLCRUD: JobHandler {
    static let name = "mysql_crud"

    func execute(_ params: CRUDParams, context: JobContext) async throws -> HandlerResult {
        try params.check()
        try await SampleTable.prepare(.mysql, in: context.databases)
        let action = params.action ?? .create
        let rows = try await context.databases.transaction("mysql_1", retries: 3) { tx in
            switch action {
            case .create:
                try await tx.execute("INSERT INTO sample_data (name, amount) VALUES (\(params.name ?? "sample"), \(params.amount ?? 0))")
                // All statements of a transaction use one connection, so this is the row just inserted.
                return try await tx.fetchAll("SELECT id, name, amount FROM sample_data WHERE id = last_insert_id()")
            case .read:
                return try await tx.fetchAll("SELECT id, name, amount FROM sample_data ORDER BY id DESC LIMIT \(params.limit ?? 5)")
            case .update, .delete:
                // Locked until the commit, so that the result shows the changed row.
                let rows = try await tx.fetchAll("SELECT id, name, amount FROM sample_data WHERE id = \(params.id) FOR UPDATE")
                try params.found(rows.count)
                guard action == .update else {
                    try await tx.execute("DELETE FROM sample_data WHERE id = \(params.id)")
                    return rows
                }
                try await tx.execute(
                    """
                    UPDATE sample_data SET name = coalesce(\(params.name), name), amount = coalesce(\(params.amount), amount)
                    WHERE id = \(params.id)
                    """)
                return try await tx.fetchAll("SELECT id, name, amount FROM sample_data WHERE id = \(params.id)")
            }
        }
        context.logger.info("\(action.done)", metadata: ["rows": "\(rows.count)"])
        return .success(action.done, data: ["rows": .array(try rows.map { try SampleRow($0).json })])
    }
}
