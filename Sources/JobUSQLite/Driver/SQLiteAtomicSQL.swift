import Foundation
package import JobUDatabase
package import JobUTime

/// SQLite in a multi-database transaction. It cannot prepare, so it is always the last agent.
package struct SQLiteAtomicSQL: AtomicSQL {
    private let configuration: FileConfiguration

    init(_ configuration: FileConfiguration) {
        self.configuration = configuration
    }

    package var canPrepare: Bool { false }

    package var tables: String {
        """
        CREATE TABLE IF NOT EXISTS jobu_tx (
            gtrid TEXT PRIMARY KEY, state TEXT NOT NULL, branches TEXT NOT NULL, coordinator TEXT, reason TEXT,
            decided_at INTEGER, done_at INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS jobu_tx_state ON jobu_tx (state, decided_at);
        CREATE TABLE IF NOT EXISTS jobu_tx_branch (
            gtrid TEXT NOT NULL, bqual TEXT NOT NULL, step_key TEXT UNIQUE, at INTEGER NOT NULL, PRIMARY KEY (gtrid, bqual)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS jobu_tx_site (
            id INTEGER PRIMARY KEY CHECK (id = 1), site TEXT NOT NULL, cluster TEXT NOT NULL, identity TEXT NOT NULL);
        """
    }

    /// Path and inode: a copy of the file has another inode. Not the machine's name, which containers get anew with every start.
    package func identity(_ connection: any DatabaseConnection) async throws -> String {
        let url = URL(fileURLWithPath: configuration.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        let inode = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
        return "sqlite \(url.resolvingSymlinksInPath().path) inode \(inode)"
    }

    package func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String] {
        var refusals: [String] = []
        if role == .branch {
            refusals.append("SQLite cannot prepare a transaction, so only one SQLite database can be written in it")
        }
        if try await integer(connection, "PRAGMA synchronous", "synchronous") < 2 {
            refusals.append(
                "its 'synchronous' is below FULL, so a commit could be lost in a power cut; set synchronous: full in database.yaml")
        }
        return refusals
    }

    private func integer(_ connection: any DatabaseConnection, _ sql: SQLQuery, _ column: String) async throws -> Int {
        try await connection.fetchAll(sql).first?.int(column) ?? 0
    }

    package func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws {
        try await connection.begin(.readWrite, isolation: isolation)
    }

    package func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws {
        throw Self.cannotPrepare
    }

    package func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        throw Self.cannotPrepare
    }

    package func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws {
        throw Self.cannotPrepare
    }

    package func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        throw Self.cannotPrepare
    }

    package func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer {
        throw Self.cannotPrepare
    }

    package func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID] {
        []
    }

    package func resolve(_ connection: any DatabaseConnection, gtrid: String, now: Timestamp) async throws -> String? {
        do {
            try await connection.begin(.readWrite, isolation: nil)
        } catch let error as SQLError where error.code == .busy {
            return nil
        }
        do {
            _ = try await connection.execute(
                "INSERT OR IGNORE INTO jobu_tx (gtrid, state, branches, decided_at) VALUES (\(gtrid), 'A', '', \(now))")
            let state = try await connection.fetchAll("SELECT state FROM jobu_tx WHERE gtrid = \(gtrid)").first?.text("state")
            try await connection.commit()
            return state
        } catch {
            try await connection.rollback()
            throw error
        }
    }

    private static let cannotPrepare = SQLError(.other, "SQLite cannot prepare a transaction")
}
