import JobUTime
/// What an operator can write into the register.
package enum TransactionDecision: String, Sendable, CaseIterable, Codable {
    case commit, abort
    /// A transaction with a hazard has been mended by hand and is not to be shown again.
    case done
}

/// The operations on multi-database transactions for people and services.
package protocol TransactionOperations: Sendable {
    /// What is not finished everywhere; changes nothing.
    func inDoubt() async -> RecoveryReport
    /// Returns one transaction, also a finished one, with no database left; nil if no database has it.
    /// - Throws: `AtomicTransactionError.refused` for a text that is no name of a transaction; what the database throws.
    func transaction(_ gtrid: String) async throws -> InDoubtTransaction?
    /// Runs one recovery pass.
    func recover() async -> RecoveryReport
    /// Deletes what is finished and old; returns how many transactions.
    func prune() async throws -> Int
    /// Stores a decision with its author and reason unless there is one; returns the decision in force.
    /// - Throws: `AtomicTransactionError.refused` when it is decided otherwise already, or cannot be decided here.
    func resolve(_ gtrid: String, _ decision: TransactionDecision, by person: String, reason: String) async throws -> RegisterRow.State
}

/// What a person may do with the multi-database transactions of one process's databases. The register is always written first,
/// and the recovery then acts on it: no branch is finished by hand here.
package struct AtomicOperator: TransactionOperations {
    private let databases: AtomicDatabases
    private let branchAgeMin: Duration

    /// - Parameter patience: how young a branch is left to its coordinator.
    package init(_ databases: AtomicDatabases, branchAgeMin: Duration = .seconds(5)) {
        self.databases = databases
        self.branchAgeMin = branchAgeMin
    }

    package func inDoubt() async -> RecoveryReport { await AtomicRecovery(databases).inDoubt() }

    package func recover() async -> RecoveryReport { await AtomicRecovery(databases, branchAgeMin: branchAgeMin).recover() }

    package func prune() async throws -> Int { try await AtomicRetention(databases).prune() }

    package func transaction(_ gtrid: String) async throws -> InDoubtTransaction? {
        let database = try await register(of: gtrid)
        let row = try await database?.ownTransaction(readOnly: true) { tx in
            try await tx.fetchOne(AtomicRegister.row(gtrid: gtrid)).map(RegisterRow.init)
        }
        if let doubt = await inDoubt().inDoubt.first(where: { $0.gtrid == gtrid }) { return doubt }
        guard let row, let name = TransactionName(gtrid) else { return nil }
        return InDoubtTransaction(
            gtrid: gtrid, state: .waiting, startedAt: name.startedAt, decisionDatabase: database?.name, decision: row.state,
            databases: [], reason: row.reason ?? "")
    }

    package func resolve(
        _ gtrid: String, _ decision: TransactionDecision, by person: String, reason: String
    ) async throws -> RegisterRow.State {
        guard let database = try await register(of: gtrid) else {
            throw AtomicTransactionError.refused([
                "the database that decides \(gtrid) is not in database.yaml of this process, or has no tables jobu_tx; "
                    + "nothing can be decided without it, see docs/transactions.md for the last resort"
            ])
        }
        let now = databases.environment.now
        let person = String(person.prefix(200))
        switch decision {
        case .abort: _ = try await decided(gtrid, in: database, now)
        case .commit: try await insertCommit(gtrid, in: database, person, reason, now)
        case .done: break
        }
        let wanted: RegisterRow.State = decision == .abort ? .aborted : .committed
        return try await database.ownTransaction { tx in
            guard let row = try await tx.fetchOne(AtomicRegister.row(gtrid: gtrid)).map(RegisterRow.init) else {
                throw AtomicTransactionError.refused(["jobu_tx of '\(database.name)' has no row for \(gtrid)"])
            }
            guard row.state == wanted || (wanted == .committed && row.state == .done) else {
                throw AtomicTransactionError.refused(["\(gtrid) is already decided: \(row.state)"])
            }
            let note = "\(decision.rawValue) by \(person): \(reason)"
            if decision == .done { try await tx.execute(AtomicRegister.markDone(gtrids: [gtrid], now: now)) }
            try await tx.execute("UPDATE jobu_tx SET reason = \(note) WHERE gtrid = \(gtrid)")
            return decision == .done ? .done : row.state
        }
    }

    private func decided(_ gtrid: String, in database: Database, _ now: Timestamp) async throws -> String {
        let state = try await database.withConnection(.readWrite) { connection in
            try await database.atomic.resolve(connection, gtrid: gtrid, now: now)
        }
        guard let state else {
            throw AtomicTransactionError.refused(["the coordinator of \(gtrid) is still working; its row in jobu_tx is locked"])
        }
        return state
    }

    /// By the primary key, the first writer wins here as everywhere.
    private func insertCommit(_ gtrid: String, in database: Database, _ person: String, _ reason: String, _ now: Timestamp) async throws {
        let branches = await AtomicRecovery(databases).preparedBranches(of: gtrid)
        do {
            _ = try await database.ownTransaction { tx in
                try await tx.execute(
                    """
                    INSERT INTO jobu_tx (gtrid, state, branches, coordinator, reason, decided_at)
                    VALUES (\(gtrid), 'C', \(branches.map(\.text).joined(separator: ",")), \(person), \(reason), \(now))
                    """)
            }
        } catch  where error.databaseError?.code == .uniqueViolation {
            // Decided already; the caller compares.
        }
    }

    private func register(of gtrid: String) async throws -> Database? {
        guard let name = TransactionName(gtrid) else {
            throw AtomicTransactionError.refused(["'\(gtrid.prefix(100))' is not the name of a transaction; see: jobu tx list"])
        }
        return await AtomicRecovery(databases).database(site: name.site)
    }
}

extension AtomicRecovery {
    /// The branches of one transaction that are prepared now, as a register names them.
    func preparedBranches(of gtrid: String) async -> [RegisteredBranch] {
        guard let name = TransactionName(gtrid) else { return [] }
        let view = await RecoveryView.gather(databases, cluster: name.cluster)
        return view.prepared.filter { $0.key.gtrid == gtrid }.compactMap { id, database in
            guard let site = view.sites.first(where: { $0.value === database })?.key else { return nil }
            return RegisteredBranch(bqual: id.bqual, site: site, database: database.name)
        }.sorted { $0.bqual < $1.bqual }
    }

    func database(site: String) async -> Database? {
        for database in databases.byName.values {
            do {
                if try await database.atomicSiteIfSetUp()?.site == site { return database }
            } catch {
                continue  // Away: the caller says that it was not found.
            }
        }
        return nil
    }
}
