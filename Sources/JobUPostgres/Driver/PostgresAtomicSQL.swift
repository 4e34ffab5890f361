package import JobUDatabase

/// PostgreSQL in a transaction over several databases.
package struct PostgresAtomicSQL: AtomicSQL {
    private let configuration: PostgresConfiguration

    init(_ configuration: PostgresConfiguration) {
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
            gtrid VARCHAR(64) NOT NULL, bqual VARCHAR(64) NOT NULL, step_key VARCHAR(190) UNIQUE, at TIMESTAMPTZ NOT NULL,
            PRIMARY KEY (gtrid, bqual));
        CREATE TABLE IF NOT EXISTS jobu_tx_site (
            id INTEGER PRIMARY KEY CHECK (id = 1), site CHAR(8) NOT NULL, cluster CHAR(8) NOT NULL, identity TEXT NOT NULL)
        """
    }

    package func identity(_ connection: any DatabaseConnection) async throws -> String {
        let row = try await connection.fetchAll(
            """
            SELECT (SELECT system_identifier FROM pg_control_system())::text AS system, current_database() AS name,
                   current_schema() AS home
            """
        ).first
        return "postgresql \(try row?.text("system") ?? "?") \(try row?.text("name") ?? "?") \(try row?.textIfPresent("home") ?? "?")"
    }

    package func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String] {
        var refusals: [String] = []
        if role == .branch, try await setting(connection, "max_prepared_transactions") == "0" {
            refusals.append(
                "it cannot prepare transactions; set max_prepared_transactions to at least max_connections in postgresql.conf and restart it")
        }
        guard !configuration.allowsUnsafeDurability else { return refusals }
        for name in ["fsync", "full_page_writes"] where try await setting(connection, name) == "off" {
            refusals.append("\(name) is off, so a commit could be lost in a power cut; turn it on in postgresql.conf")
        }
        return refusals
    }

    package func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws {
        try await connection.executeScript(
            """
            BEGIN\(PostgresConnection.clause(isolation)); SET LOCAL synchronous_commit = on;
            SET LOCAL idle_in_transaction_session_timeout = \(configuration.atomicIdleTimeout.milliseconds)
            """)
    }

    package func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws {
        try await connection.executeScript(
            """
            BEGIN\(PostgresConnection.clause(isolation)); SET LOCAL lock_timeout = '5s';
            SET LOCAL idle_in_transaction_session_timeout = '60s'
            """)
    }

    package func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        let gid = try Self.gid(id)
        guard let connection = connection as? PostgresConnection else { throw Self.foreign }
        let tag = try await connection.tag("PREPARE TRANSACTION '\(gid)'")
        // In a transaction that has failed the server answers ROLLBACK, and calls that no error.
        guard tag == "PREPARE TRANSACTION" else {
            throw DatabaseError(.other, "the branch was not prepared but rolled back (\(tag)), because a statement in it had failed")
        }
    }

    package func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        try await connection.rollback()
    }

    package func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "COMMIT PREPARED '\(Self.gid(id))'")
    }

    package func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "ROLLBACK PREPARED '\(Self.gid(id))'")
    }

    private func finish(_ connection: any DatabaseConnection, _ text: String) async throws -> BranchAnswer {
        do {
            try await connection.executeScript(text)
            return .done
        } catch let error as DatabaseError where error.serverCode == "42704" {
            return .unknown
        } catch let error as DatabaseError where error.serverCode == "55000" {
            return .busy
        }
    }

    package func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID] {
        let rows = try await connection.fetchAll(
            "SELECT gid FROM pg_prepared_xacts WHERE database = current_database() AND gid LIKE \(gtridPrefix + "%") ORDER BY prepared")
        return try rows.compactMap { row in
            let parts = try row.text("gid").split(separator: "/").map(String.init)
            return parts.count == 2 ? BranchID(gtrid: parts[0], bqual: parts[1]) : nil
        }
    }

    package func resolve(_ connection: any DatabaseConnection, gtrid: String, now: SQLValue) async throws -> String? {
        try await connection.executeScript("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '500ms'; SET LOCAL synchronous_commit = on")
        do {
            _ = try await connection.execute(
                """
                INSERT INTO jobu_tx (gtrid, state, branches, decided_at) VALUES (\(gtrid), 'A', '', \(now))
                ON CONFLICT (gtrid) DO NOTHING
                """)
            let state = try await connection.fetchAll("SELECT state FROM jobu_tx WHERE gtrid = \(gtrid)").first?.text("state")
            try await connection.commit()
            return state
        } catch {
            try await connection.rollback()
            if let error = error as? DatabaseError, error.code == .lockTimeout { return nil }
            throw error
        }
    }

    private func setting(_ connection: any DatabaseConnection, _ name: String) async throws -> String? {
        try await connection.fetchAll("SELECT current_setting(\(name)) AS value").first?.text("value")
    }

    /// The names are ours, and yet they are checked before they become text: the command takes no parameters.
    private static func gid(_ id: BranchID) throws -> String {
        let gid = "\(id.gtrid)/\(id.bqual)"
        let isPlain = gid.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "./_-".utf8.contains(byte)
        }
        guard isPlain, gid.utf8.count < 200 else { throw DatabaseError(.other, "'\(gid.prefix(80))' is no name of a branch") }
        return gid
    }

    private static let foreign = DatabaseError(.other, "the session is not one of PostgreSQL")
}
