import JobUDatabase

/// Whether two sessions are with one database, or the second one can read the tables of the first from its own: databases of one server
/// are names in a statement here.
enum MySQLIdentity {
    static func isSame(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        let held = try await one.fetchAll(
            """
            SELECT CONNECTION_ID() AS id, COALESCE(DATABASE(), '') AS name,
                   GET_LOCK(CONCAT('jobu_store_', CONNECTION_ID()), 0) AS held
            """)
        guard let row = held.first else { throw SQLError(.other, "the server does not say which session this is") }
        let (id, store) = (try row.int64("id"), try row.text("name"))
        do {
            let isSame = try await sees(other, session: id, store: store)
            _ = try await one.fetchAll("SELECT RELEASE_LOCK(CONCAT('jobu_store_', CONNECTION_ID())) AS released")
            return isSame
        } catch {
            _ = try await one.fetchAll("SELECT RELEASE_LOCK(CONCAT('jobu_store_', CONNECTION_ID())) AS released")
            throw error
        }
    }

    /// Locks by name belong to a server.
    private static func sees(_ other: any DatabaseConnection, session id: Int64, store: String) async throws -> Bool {
        let holder = try await other.fetchAll("SELECT IS_USED_LOCK(CONCAT('jobu_store_', \(id))) AS holder").first
        guard try holder?.int64IfPresent("holder") == id else { return false }
        let visible = try await other.fetchAll(
            """
            SELECT COALESCE(DATABASE() = \(store), 0) AS is_own,
                   (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = \(store)) AS tables_seen
            """
        ).first
        return try visible.map { try $0.int64("is_own") != 0 || $0.int64("tables_seen") > 0 } ?? false
    }
}
