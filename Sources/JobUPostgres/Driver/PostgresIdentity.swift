import JobUDatabase

/// Whether two sessions are with one database, whatever host names, sockets and proxies lie between.
enum PostgresIdentity {
    /// Any number that nobody else is likely to lock.
    private static let lock: Int64 = 1_246_708_310

    static func isSame(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        // A standby has the number of the server it follows, and the same rows.
        if let first = try await system(one), let second = try await system(other), first == second { return true }
        return try await seesLock(one, other)
    }

    /// The number that a server's files got when they were made, with the database; nil where the account may not ask.
    private static func system(_ connection: any DatabaseConnection) async throws -> String? {
        let asked = try await connection.fetchAll(
            "SELECT current_database() AS name, has_function_privilege('pg_control_system()', 'EXECUTE') AS may_ask")
        guard let row = asked.first, try row.bool("may_ask") else { return nil }
        let system = try await connection.fetchAll("SELECT system_identifier::text AS system FROM pg_control_system()")
        guard let number = try system.first?.text("system") else { return nil }
        return "\(number) \(try row.text("name"))"
    }

    /// Locks by number belong to a database: what the first session holds, the second one sees in the same database only.
    private static func seesLock(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await one.begin(.readOnly, isolation: nil)
        do {
            let held = try await one.fetchAll("SELECT pg_backend_pid() AS pid, pg_advisory_xact_lock_shared(\(lock))::text AS held")
            let pid = try held.first?.int64("pid") ?? 0
            let seen = try await other.fetchAll(
                """
                SELECT 1 AS one FROM pg_locks
                WHERE locktype = 'advisory' AND pid = \(pid) AND objid::bigint = \(lock)
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            try await one.rollback()
            return !seen.isEmpty
        } catch {
            try await one.rollback()
            throw error
        }
    }
}
