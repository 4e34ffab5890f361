package import JobUDatabase

/// PostgreSQL in a multi-database transaction: it can prepare, and its own commit can be the decision.
package struct PostgresAtomicSQL: Sendable {
    let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    package var canPrepare: Bool { true }

    package var tables: String {
        """
        CREATE TABLE IF NOT EXISTS jobu_tx (
            gtrid VARCHAR(64) PRIMARY KEY, state CHAR(1) NOT NULL, branches TEXT NOT NULL, coordinator TEXT, reason TEXT,
            decided_at TIMESTAMPTZ, done_at TIMESTAMPTZ);
        CREATE INDEX IF NOT EXISTS jobu_tx_state ON jobu_tx (state, decided_at);
        CREATE TABLE IF NOT EXISTS jobu_tx_branch (
            gtrid VARCHAR(64), bqual VARCHAR(64), step_key VARCHAR(190) UNIQUE, at TIMESTAMPTZ NOT NULL, PRIMARY KEY (gtrid, bqual));
        CREATE TABLE IF NOT EXISTS jobu_tx_site (
            id INTEGER PRIMARY KEY CHECK (id = 1), site CHAR(8) NOT NULL, cluster CHAR(8) NOT NULL, identity TEXT NOT NULL);
        """
    }

    /// The server's own number, made when its files were, and the database. Where the number may not be asked for: the address.
    package func identity(_ connection: any DatabaseConnection) async throws -> String {
        let asked = try await connection.fetchAll(
            """
            SELECT current_database() AS name, (SELECT oid FROM pg_database WHERE datname = current_database()) AS number,
                   has_function_privilege('pg_control_system()', 'EXECUTE') AS may_ask
            """)
        guard let row = asked.first else { throw SQLError(.other, "the server does not say which database this is") }
        let name = try row.text("name")
        guard try row.bool("may_ask") else {
            return "postgresql \(configuration.host):\(configuration.port) \(try row.int("number")) \(name)"
        }
        let system = try await connection.fetchAll("SELECT system_identifier::text AS system FROM pg_control_system()")
        return "postgresql \(try system.first?.text("system") ?? "") \(name)"
    }

    package func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String] {
        let settings = try await connection.fetchAll(
            """
            SELECT current_setting('max_prepared_transactions') AS slots, current_setting('fsync') AS fsync,
                   current_setting('full_page_writes') AS pages
            """)
        guard let row = settings.first else { throw SQLError(.other, "the server does not report its settings") }
        var refusals: [String] = []
        if configuration.poolMode == .transaction {
            refusals.append(
                "it is reached through a pooler that lends sessions by the transaction (options.pool_mode); name the server itself")
        }
        if role == .branch, try row.text("slots") == "0" {
            refusals.append("its max_prepared_transactions is 0, so it cannot prepare; set it to max_connections or more and restart")
        }
        guard !configuration.allowsUnsafeDurability else { return refusals }
        if try row.text("fsync") != "on" {
            refusals.append("its fsync is off, so a commit could be lost in a power cut; set fsync = on in postgresql.conf")
        }
        if try row.text("pages") != "on" {
            refusals.append(
                "its full_page_writes is off, so a power cut could leave torn pages; set full_page_writes = on in postgresql.conf")
        }
        return refusals
    }
}
