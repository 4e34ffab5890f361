/// The identity of a participating database, stored in its table `jobu_tx_site`.
package struct AtomicSite: Sendable, Hashable {
    /// Eight hexadecimal digits.
    package var site: String
    /// The cluster whose executions live here; meaningful in the home database only.
    package var cluster: String
}

extension Database {
    /// Creates the tables of the protocol where they are missing, and gives the database its name among the others.
    /// - Parameter isCopy: that this database was made from a copy on purpose, and shall get a new name. Do this before anything else
    ///   runs on it, and only when the original's transactions are finished.
    /// - Throws: `AtomicTransactionError.refused` for a copy that was not said to be one; what the database throws.
    package func setUpAtomic(_ environment: AtomicEnvironment, isCopy: Bool = false) async throws -> AtomicSite {
        if try await !hasAtomicTables() { try await makeAtomicTables() }
        let identity = try await withConnection(.readWrite) { [atomic] in try await atomic.identity($0) }
        let (site, cluster) = (environment.hex(8), environment.hex(8))
        do {
            try await ownTransaction { tx in
                let known = try await tx.fetchOne("SELECT identity FROM jobu_tx_site WHERE id = 1")
                if known == nil {
                    try await tx.execute(
                        "INSERT INTO jobu_tx_site (id, site, cluster, identity) VALUES (1, \(site), \(cluster), \(identity))")
                } else if isCopy, try known?.text("identity") != identity {
                    try await tx.execute(
                        "UPDATE jobu_tx_site SET site = \(site), cluster = \(cluster), identity = \(identity) WHERE id = 1")
                }
            }
        } catch  where error.databaseError?.code == .uniqueViolation {
            // Another process was faster; its names are as good.
        }
        return try await atomicSite()
    }

    /// Looked at first, for what is there needs no right to make it.
    private func hasAtomicTables() async throws -> Bool {
        do {
            return try await ownTransaction(readOnly: true) { tx in
                let tables: [SQLQuery] = [
                    "SELECT 1 FROM jobu_tx LIMIT 1", "SELECT 1 FROM jobu_tx_branch LIMIT 1", "SELECT 1 FROM jobu_tx_site LIMIT 1",
                ]
                for table in tables { _ = try await tx.fetchAll(table) }
                return true
            }
        } catch  where error.databaseError?.code == .syntax {
            return false
        }
    }

    private func makeAtomicTables() async throws {
        do {
            try await withConnection(.readWrite) { [atomic] connection in
                try await connection.executeScript(atomic.tables)
            }
        } catch let error as SQLError where error.code == .permission || migrationRules.grantCodes.contains(error.serverCode ?? "") {
            throw error.reworded(
                .permission,
                "the tables jobu_tx are missing in '\(name)', and the account cannot create them: \(error.message); grant it "
                    + "\(migrationRules.grants), or run 'jobu tx setup \(name)' once with an account that has these rights")
        }
    }

    /// - Throws: `AtomicTransactionError.refused` when the tables are missing, or the database is a copy of the one they were made in.
    package func atomicSite() async throws -> AtomicSite {
        let row: ResultRow?
        do {
            row = try await ownTransaction(readOnly: true) { tx in
                try await tx.fetchOne("SELECT site, cluster, identity FROM jobu_tx_site WHERE id = 1")
            }
        } catch  where error.databaseError?.code == .syntax {
            row = nil
        }
        guard let row else {
            throw AtomicTransactionError.refused(["database '\(name)' has no tables jobu_tx; run: jobu tx setup \(name)"])
        }
        let identity = try await withConnection(.readOnly) { [atomic] in try await atomic.identity($0) }
        guard try row.text("identity") == identity else {
            throw AtomicTransactionError.refused([
                "database '\(name)' is a copy of, or was moved from, the one its tables jobu_tx were made in (\(try row.text("identity")); "
                    + "now \(identity)); when the original is gone for good, run: jobu tx setup \(name) --copy"
            ])
        }
        return AtomicSite(site: try row.text("site"), cluster: try row.text("cluster"))
    }
}
