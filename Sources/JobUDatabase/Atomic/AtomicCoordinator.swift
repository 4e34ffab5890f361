import Logging

/// Commits one transaction in several databases, or in none: the last agent's own commit is the decision, all other writers are
/// prepared before it. See docs/transactions.md for the protocol and why it holds.
struct AtomicCoordinator: Sendable {
    let gtrid: String
    let lastAgent: AtomicMember?
    let branches: [AtomicMember]
    let readers: [AtomicMember]
    let environment: AtomicEnvironment

    private var members: [AtomicMember] { (lastAgent.map { [$0] } ?? []) + branches + readers }

    func run<Value: Sendable>(_ body: @Sendable (AtomicTransaction) async throws -> Value) async throws -> Value {
        let value: Value
        let followers: [AtomicMember]
        do {
            try await begin()
            environment.checkpoint(.begun)
            value = try await work(body)
            environment.checkpoint(.worked)
            for reader in readers { try await reader.opened?.connection.commit() }
            followers = try await vote()
            try Task.checkCancellation()
            environment.checkpoint(.deciding)
        } catch {
            try await shieldedFromCancellation { await self.abort(after: error) }
            throw error
        }
        try await shieldedFromCancellation { try await self.decide(followers) }
        return value
    }

    /// In the order of names, so that transactions wait for sessions in one order.
    private func begin() async throws {
        for member in members.sorted(by: { $0.name < $1.name }) where !member.beginsLate { _ = try await member.open() }
    }

    private func work<Value: Sendable>(_ body: @Sendable (AtomicTransaction) async throws -> Value) async throws -> Value {
        let named = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0) })
        let open = members.map { member in
            (
                ObjectIdentifier(member.database),
                OpenTransaction(mode: member.part == .reader ? .readOnly : .readWrite, isAtomic: true) {
                    Transaction(session: try await member.open().session)
                }
            )
        }
        let value = try await OpenTransactions.with(Dictionary(uniqueKeysWithValues: open)) {
            try await body(AtomicTransaction(gtrid: gtrid, members: named))
        }
        try Task.checkCancellation()
        // An error the body has caught: a part of the work is missing.
        for member in members { if let doom = member.opened?.session.doom { throw doom } }
        return value
    }

    /// Registers the transaction, leaves a receipt in every branch, and prepares them all. Returns those that are prepared.
    private func vote() async throws -> [AtomicMember] {
        let followers = branches.filter(\.isUsed)
        for idle in branches where !idle.isUsed { await idle.rollBack() }
        guard let lastAgent, !followers.isEmpty else { return [] }
        let registered = followers.compactMap { member -> RegisteredBranch? in
            guard case .branch(let id) = member.part else { return nil }
            return RegisteredBranch(bqual: id.bqual, site: member.site, database: member.name)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let register = AtomicRegister.register(gtrid: gtrid, branches: registered, coordinator: environment.coordinator)
                _ = try await lastAgent.open().session.run { try await $0.execute(register) }
            }
            for case (let member, .branch(let id)) in followers.map({ ($0, $0.part) }) {
                group.addTask {
                    let receipt = AtomicRegister.receipt(id, now: environment.now)
                    _ = try await member.open().session.run { try await $0.execute(receipt) }
                }
            }
            try await group.waitForAll()
        }
        environment.checkpoint(.registered)
        try await prepare(followers)
        return followers
    }

    private func prepare(_ followers: [AtomicMember]) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await environment.clock.sleep(for: environment.prepareTimeout)
                return false
            }
            for member in followers {
                group.addTask {
                    try await member.prepare()
                    return true
                }
            }
            for count in 1...followers.count {
                guard try await group.next() == true else {
                    throw DatabaseError(.timeout, "not every database had prepared within \(environment.prepareTimeout)")
                }
                environment.checkpoint(.prepared(count))
            }
            group.cancelAll()
        }
    }

    // MARK: - After the votes

    private func decide(_ followers: [AtomicMember]) async throws {
        guard let lastAgent, let opened = lastAgent.opened else { return await giveBack() }
        do {
            if !followers.isEmpty {
                let decision = AtomicRegister.decide(gtrid: gtrid, now: environment.now)
                guard try await opened.session.run({ try await $0.execute(decision) }) == 1 else {
                    throw DatabaseError(.serialization, "its row in jobu_tx is gone: a recoverer has decided, or the transaction was lost")
                }
            }
            environment.checkpoint(.committing)
            try await opened.session.run { try await $0.commit() }
        } catch {
            return try await learn(followers, after: error)
        }
        environment.checkpoint(.decided)
        await finish(followers, .committed)
    }

    /// The commit did not answer with a plain yes: what counts is what the register says.
    private func learn(_ followers: [AtomicMember], after error: any Error) async throws {
        guard let lastAgent else { return }
        await lastAgent.throwAway()
        guard !followers.isEmpty else {
            await giveBack()
            throw TransactionError(stage: .commit, underlying: error)
        }
        switch await BranchFinisher(environment: environment).decision(gtrid, in: lastAgent.database) {
        case .committed, .done:
            await finish(followers, .committed)
        case .aborted:
            await finish(followers, .aborted)
            throw AtomicTransactionError.aborted(gtrid: gtrid, reason: "\(error)")
        case .pending, nil:
            for member in members { await member.throwAway() }
            environment.logger.error(
                "A transaction over several databases is in doubt; the recovery goes on",
                metadata: ["gtrid": "\(gtrid)", "error": "\(error)"])
            throw AtomicTransactionError.inDoubt(gtrid: gtrid, reason: "\(error)")
        }
    }

    /// Tells every branch. One that cannot hear now is left to the recovery, which never gives up.
    private func finish(_ followers: [AtomicMember], _ decision: RegisterRow.State) async {
        let finisher = BranchFinisher(environment: environment)
        await withTaskGroup(of: Void.self) { group in
            for case (let member, .branch(let id)) in followers.map({ ($0, $0.part) }) {
                group.addTask { await finisher.finish(member, id, decision) }
            }
            var count = 0
            for await _ in group {
                count += 1
                environment.checkpoint(.finished(count))
            }
        }
        await giveBack()
    }

    private func giveBack() async {
        for member in members { await member.giveBack() }
    }

    /// The last agent first: from then on nobody can write the decision to commit under this name.
    private func abort(after cause: any Error) async {
        await lastAgent?.rollBack()
        for member in readers { await member.rollBack() }
        for member in branches { await BranchFinisher(environment: environment).abandon(member) }
    }
}
