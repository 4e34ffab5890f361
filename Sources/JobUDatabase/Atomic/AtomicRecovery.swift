import JobUTime
import Logging

/// Finishes multi-database transactions whose coordinator is gone. Any number of processes can do so at the same time.
package struct AtomicRecovery: Sendable {
    let databases: AtomicDatabases
    private let finisher: BranchFinisher
    /// Younger branches are left to their coordinator: asking about them only costs. Nothing is decided by it.
    private let branchAgeMin: Duration

    package init(_ databases: AtomicDatabases, branchAgeMin: Duration = .seconds(5)) {
        self.databases = databases
        finisher = BranchFinisher(environment: databases.environment)
        self.branchAgeMin = branchAgeMin
    }

    /// Runs one pass over all databases.
    package func recover() async -> RecoveryReport {
        await look(acting: true)
    }

    /// Returns what a pass would find, without changes.
    package func inDoubt() async -> RecoveryReport {
        await look(acting: false)
    }

    private func look(acting: Bool) async -> RecoveryReport {
        var report = RecoveryReport()
        let cluster: String
        do {
            // A home without the tables has begun no such transaction.
            guard let executionDatabase = try await databases.executionDatabaseSite() else { return report }
            cluster = executionDatabase.cluster
        } catch {
            report.unreachable[databases.executionDatabase] = "\(error)"
            return report
        }
        let view = await RecoveryView.gather(databases, cluster: cluster)
        report.unreachable = view.unreachable
        await finishPrepared(view, acting, &report)
        await confirmCommitted(view, acting, &report)
        return report
    }

    // MARK: - Branches that are prepared

    private func finishPrepared(_ view: RecoveryView, _ acting: Bool, _ report: inout RecoveryReport) async {
        let now = databases.environment.now
        for (gtrid, ids) in Dictionary(grouping: view.prepared.keys, by: \.gtrid).sorted(by: { $0.key < $1.key }) {
            guard let name = TransactionName(gtrid) else { continue }
            var doubt = InDoubtTransaction(
                gtrid: gtrid, state: .waiting, startedAt: name.startedAt,
                decisionDatabase: view.sites[name.site]?.name, databases: names(of: ids, view), reason: "")
            guard let register = view.sites[name.site] else {
                doubt.reason = "the database that decides it (site \(name.site)) is unknown to this process, or unreachable"
                report.inDoubt.append(doubt)
                continue
            }
            if acting, now - name.startedAt < branchAgeMin, now >= name.startedAt {
                continue
            }
            doubt.decision = await acting ? finisher.decision(gtrid, in: register, triesMax: 1) : readDecision(gtrid, in: register)
            if acting, let decision = doubt.decision {
                await finish(ids, decision, view, &doubt, &report)
            } else {
                doubt.reason =
                    doubt.decision.map { "decided (\($0)); its branches follow soon" }
                    ?? "its coordinator has not decided yet, or its register is locked or unreachable"
            }
            if !doubt.databases.isEmpty { report.inDoubt.append(doubt) }
        }
    }

    private func finish(
        _ ids: [BranchID], _ decision: RegisterRow.State, _ view: RecoveryView, _ doubt: inout InDoubtTransaction,
        _ report: inout RecoveryReport
    ) async {
        var left: [BranchID] = []
        for id in ids.sorted(by: { $0.bqual < $1.bqual }) {
            guard let database = view.prepared[id] else { continue }
            do {
                guard try await finisher.finish(id, in: database, decision) else {
                    left.append(id)
                    doubt.reason = "decided (\(decision)); its branch is held by another session"
                    continue
                }
                if decision == .aborted { report.rolledBack += 1 } else { report.committed += 1 }
            } catch {
                left.append(id)
                doubt.reason = "decided (\(decision)); \(error)"
            }
        }
        doubt.databases = names(of: left, view)
    }

    private func names(of ids: [BranchID], _ view: RecoveryView) -> [String] {
        Set(ids.compactMap { view.prepared[$0]?.name }).sorted()
    }

    private func readDecision(_ gtrid: String, in database: Database) async -> RegisterRow.State? {
        do {
            return try await database.ownTransaction(readOnly: true) { tx in
                try await tx.fetchOne(AtomicRegister.row(gtrid: gtrid)).map { try RegisterRow($0).state }
            }
        } catch {
            return nil  // Shown as not known.
        }
    }

    // MARK: - Transactions that are committed

    /// Forgets those all of whose branches have left a receipt, and names those that lack one.
    private func confirmCommitted(_ view: RecoveryView, _ acting: Bool, _ report: inout RecoveryReport) async {
        let wanted = view.unfinished.flatMap { entry in entry.row.branches.map { (entry.row.gtrid, $0) } }
        var receipts: Set<BranchID> = []
        var silent: Set<String> = []
        for (site, branches) in Dictionary(grouping: wanted, by: { $0.1.site }) {
            guard let database = view.sites[site] else {
                silent.insert(site)
                continue
            }
            do {
                receipts.formUnion(try await self.receipts(of: branches.map { BranchID(gtrid: $0.0, bqual: $0.1.bqual) }, in: database))
            } catch {
                silent.insert(site)
                report.unreachable[database.name] = "\(error)"
            }
        }
        for (database, entries) in Dictionary(grouping: view.unfinished, by: { ObjectIdentifier($0.database) }).values.map({
            ($0[0].database, $0)
        }) {
            let done = entries.filter { entry in entry.row.branches.allSatisfy { receipts.contains($0.id(entry.row.gtrid)) } }
            if acting { await forget(done.map(\.row.gtrid), in: database, &report) }
            for entry in entries {
                let missing = entry.row.branches.filter { branch in
                    let id = branch.id(entry.row.gtrid)
                    return !receipts.contains(id) && view.prepared[id] == nil && !silent.contains(branch.site)
                }
                let away = entry.row.branches.filter { silent.contains($0.site) }
                if let doubt = await doubt(entry.row, database, missing: missing, away: away, view) { report.inDoubt.append(doubt) }
            }
        }
    }

    private func doubt(
        _ row: RegisterRow, _ database: Database, missing: [RegisteredBranch], away: [RegisteredBranch], _ view: RecoveryView
    ) async -> InDoubtTransaction? {
        guard let name = TransactionName(row.gtrid) else { return nil }
        var doubt = InDoubtTransaction(
            gtrid: row.gtrid, state: .waiting, startedAt: name.startedAt, decisionDatabase: database.name,
            decision: row.state, databases: away.map(\.database), reason: "committed; a database with one of its branches is unreachable")
        var lost: [RegisteredBranch] = []
        for branch in missing where await isLost(branch.id(row.gtrid), in: view.sites[branch.site]) { lost.append(branch) }
        if !lost.isEmpty {
            doubt.state = .hazard
            doubt.databases = lost.map(\.database)
            doubt.reason =
                "committed, but its branch is gone without a receipt: it was rolled back by hand, or its database was restored "
                + "or failed over; compare and fix the data, then run: jobu tx resolve NAME --done --reason …"
        }
        return doubt.databases.isEmpty ? nil : doubt
    }

    /// Looks a second time, in the order that proves it: a branch that was neither listed nor had a receipt may have been committed
    /// between the two looks.
    private func isLost(_ id: BranchID, in database: Database?) async -> Bool {
        guard let database else { return false }
        do {
            if try await database.preparedBranches(prefix: id.gtrid).contains(id) { return false }
            return try await !receipts(of: [id], in: database).contains(id)
        } catch {
            return false  // The next round asks again.
        }
    }

    private func receipts(of ids: [BranchID], in database: Database) async throws -> Set<BranchID> {
        var found: Set<BranchID> = []
        for start in stride(from: 0, to: ids.count, by: 100) {
            let question = AtomicRegister.receipts(Array(ids[start..<min(start + 100, ids.count)]))
            let rows = try await database.ownTransaction(readOnly: true) { try await $0.fetchAll(question) }
            for row in rows { found.insert(BranchID(gtrid: try row.text("gtrid"), bqual: try row.text("bqual"))) }
        }
        return found
    }

    private func forget(_ gtrids: [String], in database: Database, _ report: inout RecoveryReport) async {
        guard !gtrids.isEmpty else { return }
        do {
            let done = AtomicRegister.markDone(gtrids: gtrids, now: databases.environment.now)
            report.forgotten += try await database.ownTransaction { try await $0.execute(done) }
        } catch {
            report.unreachable[database.name] = "\(error)"
        }
    }
}

extension RegisteredBranch {
    func id(_ gtrid: String) -> BranchID { BranchID(gtrid: gtrid, bqual: bqual) }
}
