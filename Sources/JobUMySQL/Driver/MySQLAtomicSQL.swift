package import JobUDatabase
package import JobUTime

/// MySQL and MariaDB in a multi-database transaction.
package struct MySQLAtomicSQL: AtomicSQL {
    /// "JOBU": tells our branches from those of other managers on the same server.
    private static let formatID = 1_246_708_309
    /// Puts back what `beginBranch` and `prepare` have set.
    private static let restore = "SET SESSION innodb_lock_wait_timeout = DEFAULT, SESSION wait_timeout = DEFAULT"

    private let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    package var canPrepare: Bool { true }

    private var idleSeconds: Int64 { max(1, configuration.atomicIdleTimeout.components.seconds) }

    // The collation that compares every byte, blanks at the end included, has one name in MariaDB and another in MySQL.
    package var tables: String {
        let options = """
            ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4
            /*M! COLLATE = utf8mb4_nopad_bin */ /*!80000 COLLATE = utf8mb4_0900_bin */
            """
        return """
            CREATE TABLE IF NOT EXISTS jobu_tx (
                gtrid VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, state CHAR(1) NOT NULL, branches TEXT NOT NULL,
                coordinator TEXT, reason TEXT, decided_at DATETIME(6), done_at DATETIME(6), INDEX jobu_tx_state (state, decided_at)
            ) \(options);
            CREATE TABLE IF NOT EXISTS jobu_tx_branch (
                gtrid VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                bqual VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                step_key VARCHAR(190) UNIQUE, at DATETIME(6) NOT NULL, PRIMARY KEY (gtrid, bqual)
            ) \(options);
            CREATE TABLE IF NOT EXISTS jobu_tx_site (
                id INTEGER PRIMARY KEY, site CHAR(8) NOT NULL, cluster CHAR(8) NOT NULL, identity VARCHAR(500) NOT NULL
            ) \(options)
            """
    }

    package func identity(_ connection: any DatabaseConnection) async throws -> String {
        let server = try await variables(connection, ["server_uuid", "hostname", "port", "datadir"])
        let name = try await connection.fetchAll("SELECT DATABASE() AS name").first?.text("name") ?? "?"
        if let uuid = server["server_uuid"] { return "mysql \(uuid) \(name)" }
        return "mariadb \(server["hostname"] ?? "?"):\(server["port"] ?? "?") \(server["datadir"] ?? "?") \(name)"
    }

    package func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String] {
        let known = try await variables(
            connection,
            [
                "wsrep_on", "group_replication_group_name", "binlog_format", "log_bin", "innodb_flush_log_at_trx_commit", "sync_binlog",
                "transaction_isolation",
                "tx_isolation",
            ])
        let rules = MySQLAtomicRules(variables: known, server: try Self.own(connection).server)
        var refusals = rules.refusals(as: role, allowsUnsafeDurability: configuration.allowsUnsafeDurability)
        guard role == .branch else { return refusals }
        do {
            _ = try await preparedBranches(connection, gtridPrefix: "")
        } catch let error as SQLError where error.code == .permission {
            refusals.append(error.message)
        }
        let strangers = try await connection.fetchAll(
            """
            SELECT table_name AS name, engine AS kind FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND engine <> 'InnoDB' ORDER BY table_name LIMIT 5
            """)
        if !strangers.isEmpty {
            let names = try strangers.map { "\(try $0.text("name")) (\(try $0.text("kind")))" }.joined(separator: ", ")
            refusals.append("it has tables that cannot be rolled back: \(names); change them with ALTER TABLE … ENGINE = InnoDB")
        }
        return refusals
    }

    package func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws {
        let connection = try Self.own(connection)
        let setting = connection.server.idleTransactionTimeout
        try await connection.executeScript(
            "SET SESSION \(setting) = \(idleSeconds); \(MySQLTransaction.setting(isolation))START TRANSACTION")
        connection.afterEnd("SET SESSION \(setting) = DEFAULT")
    }

    package func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws {
        // The manuals ask for this level at least in a distributed transaction.
        let level: IsolationLevel = isolation == .serializable ? .serializable : .repeatableRead
        try await connection.executeScript(
            "SET SESSION innodb_lock_wait_timeout = 5; \(MySQLTransaction.setting(level))XA START \(try Self.xid(id))")
    }

    package func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        let xid = try Self.xid(id)
        // A short wait: one server hides a prepared branch from others while the session that prepared it lives.
        try await connection.executeScript("SET SESSION wait_timeout = \(idleSeconds); XA END \(xid); XA PREPARE \(xid)")
    }

    package func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        guard let connection = connection as? MySQLConnection else { return }
        let xid = try Self.xid(id)
        do {
            try await connection.performToCompletion { handle in try handle.script("XA END \(xid)") }
        } catch let error as SQLError where error.code != .connectionLost {
            // It has ended already, or can only be rolled back: what follows does that.
        }
        try await connection.performToCompletion { handle in try handle.script("XA ROLLBACK \(xid); \(Self.restore)") }
    }

    package func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "XA COMMIT \(Self.xid(id)); \(Self.restore)")
    }

    package func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        try await finish(connection, "XA ROLLBACK \(Self.xid(id)); \(Self.restore)")
    }

    private func finish(_ connection: any DatabaseConnection, _ text: String) async throws -> BranchAnswer {
        do {
            try await connection.executeScript(text)
            return .done
        } catch let error as SQLError where error.serverCode == "1397" {
            return .unknown
        } catch let error as SQLError where ["1402", "1614"].contains(error.serverCode) {
            return .lost
        }
    }

    package func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID] {
        let connection = try Self.own(connection)
        let rows: [ResultRow]
        do {
            rows = try await connection.perform { handle in try handle.listing("XA RECOVER") }
        } catch let error as SQLError where connection.server.lacksGrantToList(error) {
            let account = try await connection.fetchAll("SELECT CURRENT_USER() AS name").first?.text("name")
            throw MySQLServer.missingGrant(of: account ?? "\(configuration.user)@%")
        }
        return try rows.compactMap { row in
            let format = try row.int("formatID")
            let (gtridLength, bqualLength) = (try row.int("gtrid_length"), try row.int("bqual_length"))
            guard format == Self.formatID, case .bytes(let data) = try row.value("data"), data.count == gtridLength + bqualLength else {
                return nil
            }
            let gtrid = String(decoding: data.prefix(gtridLength), as: UTF8.self)
            guard gtrid.hasPrefix(gtridPrefix) else { return nil }
            return BranchID(gtrid: gtrid, bqual: String(decoding: data.suffix(bqualLength), as: UTF8.self))
        }
    }

    package func resolve(_ connection: any DatabaseConnection, gtrid: String, now: Timestamp) async throws -> String? {
        try await connection.executeScript(
            "SET SESSION innodb_lock_wait_timeout = 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION")
        (connection as? MySQLConnection)?.afterEnd(Self.restore)
        do {
            do {
                _ = try await connection.execute(
                    "INSERT INTO jobu_tx (gtrid, state, branches, decided_at) VALUES (\(gtrid), 'A', '', \(now))")
            } catch let error as SQLError where error.code == .uniqueViolation {
                // Decided already. INSERT IGNORE would hide other errors as well.
            }
            let state = try await connection.fetchAll("SELECT state FROM jobu_tx WHERE gtrid = \(gtrid)").first?.text("state")
            try await connection.commit()
            return state
        } catch {
            try await connection.rollback()
            if let error = error as? SQLError, error.code == .lockTimeout { return nil }
            throw error
        }
    }

    private func variables(_ connection: any DatabaseConnection, _ names: [String]) async throws -> [String: String] {
        let rows = try await connection.fetchAll("SHOW VARIABLES WHERE Variable_name IN (\(SQLQuery.list(names)))")
        return try rows.reduce(into: [:]) { known, row in
            known[try row.text("Variable_name")] = try row.text("Value")
        }
    }

    private static func own(_ connection: any DatabaseConnection) throws -> MySQLConnection {
        guard let own = connection as? MySQLConnection else { throw SQLError(.other, "the session is one of another driver") }
        return own
    }

    /// The names are ours, and yet they are checked before they become text: the command takes no parameters.
    private static func xid(_ id: BranchID) throws -> String {
        for name in [id.gtrid, id.bqual] {
            let isPlain = name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "._-".utf8.contains(byte)
            }
            guard isPlain, (1...64).contains(name.utf8.count) else {
                throw SQLError(.other, "'\(name.prefix(80))' is not the name of a branch")
            }
        }
        return "'\(id.gtrid)','\(id.bqual)',\(formatID)"
    }
}
