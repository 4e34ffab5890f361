import JobUDatabase

extension MigrationRules {
    static func postgres(_ configuration: ServerConfiguration) -> MigrationRules {
        MigrationRules(
            // The first number is any that nobody else is likely to use in the same database; the second keeps its schemas apart, as nobody
            // has to wait for another schema.
            lock: MigrationLock(
                take: "SELECT pg_advisory_xact_lock(1246708309, hashtext(COALESCE(current_schema(), '')))", release: nil),
            undoesSchema: true,
            tables: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
            // "No schema has been selected to create in": none of the search path that the account may use.
            grantCodes: ["3F000"],
            grants: "USAGE and CREATE on the schema \(configuration.schema ?? "public") of '\(configuration.database)' and make it the "
                + "owner of the tables that are there",
            refusal: encodingRefusal)
    }

    /// Elsewhere a text of another language is refused by the server in the middle of the work, or kept as bytes that nobody checks.
    private static func encodingRefusal(_ tx: Transaction) async throws -> String? {
        let encoding = try await tx.fetchOne("SELECT current_setting('server_encoding') AS encoding")?.text("encoding") ?? "?"
        guard encoding != "UTF8" else { return nil }
        return "a database with encoding \(encoding) cannot keep every text; make one with: "
            + "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
    }
}
