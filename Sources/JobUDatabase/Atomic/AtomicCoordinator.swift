import JobUTime
import Logging

/// Commits one transaction in several databases, or in none: the last agent's own commit is the decision, all other writers are
/// prepared before it. See docs/transactions.md for the protocol and why it holds.
struct AtomicCoordinator: Sendable {
    let gtrid: String
    let lastAgent: AtomicParticipant?
    let branches: [AtomicParticipant]
    let readers: [AtomicParticipant]
    let environment: AtomicEnvironment

    private var participants: [AtomicParticipant] { (lastAgent.map { [$0] } ?? []) + branches + readers }

    /// - Parameter whenCommitted: called as soon as that is known, before what was asked for with `onCommit`.
    func run<Value: Sendable>(
        _ body: @Sendable (AtomicTransaction) async throws -> Value, whenCommitted: @Sendable () -> Void
    ) async throws -> Value {
        let value: Value
        let followers: [AtomicParticipant]
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
        do {
            try await shieldedFromCancellation { try await self.decide(followers) }
        } catch {
            if Self.leavesCommitOpen(error) { try await runCallbacks() }
            throw error
        }
        whenCommitted()
        try await runCallbacks()
        return value
    }

    /// Whether it may be committed although it did not end well.
    private static func leavesCommitOpen(_ error: any Error) -> Bool {
        guard let error = error as? AtomicTransactionError else { return error.leavesCommitOpen }
        return error.code == .inDoubt
    }

    private func runCallbacks() async throws {
        for participant in participants.sorted(by: { $0.name < $1.name }) { try await participant.callbacks.run() }
    }

    /// In the order of names, so that transactions wait for sessions in one order.
    private func begin() async throws {
        for participant in participants.sorted(by: { $0.name < $1.name }) where !participant.beginsLate { _ = try await participant.open() }
    }

    private func work<Value: Sendable>(_ body: @Sendable (AtomicTransaction) async throws -> Value) async throws -> Value {
        let named = Dictionary(uniqueKeysWithValues: participants.map { ($0.name, $0) })
        let open = participants.map { participant in
            (
                ObjectIdentifier(participant.database),
                OpenTransaction(mode: participant.part == .reader ? .readOnly : .readWrite, isAtomic: true) {
                    Transaction(session: try await participant.open().session)
                }
            )
        }
        let value = try await OpenTransactions.with(Dictionary(uniqueKeysWithValues: open)) {
            try await body(AtomicTransaction(gtrid: gtrid, participants: named))
        }
        try Task.checkCancellation()
        // An error the body has caught: a part of the work is missing.
        for participant in participants { if let failure = participant.opened?.session.failure { throw failure } }
        return value
    }

    /// Registers the transaction, leaves a receipt in every branch, and prepares them all. Returns those that are prepared.
    private func vote() async throws -> [AtomicParticipant] {
        let followers = branches.filter(\.isUsed)
        for idle in branches where !idle.isUsed { await idle.rollBack() }
        guard let lastAgent, !followers.isEmpty else { return [] }
        let registered = followers.compactMap { participant -> RegisteredBranch? in
            guard case .branch(let id) = participant.part else { return nil }
            return RegisteredBranch(bqual: id.bqual, site: participant.site, database: participant.name)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let register = AtomicRegister.register(gtrid: gtrid, branches: registered, coordinator: environment.coordinator)
                _ = try await lastAgent.open().session.run { try await $0.execute(register) }
            }
            for case (let participant, .branch(let id)) in followers.map({ ($0, $0.part) }) {
                group.addTask {
                    let receipt = AtomicRegister.receipt(id, now: environment.now)
                    _ = try await participant.open().session.run { try await $0.execute(receipt) }
                }
            }
            try await group.waitForAll()
        }
        environment.checkpoint(.registered)
        try await prepare(followers)
        return followers
    }

    private func prepare(_ followers: [AtomicParticipant]) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await environment.time.clock.sleep(for: environment.prepareTimeout)
                return false
            }
            for participant in followers {
                group.addTask {
                    try await participant.prepare()
                    return true
                }
            }
            for count in 1...followers.count {
                guard try await group.next() == true else {
                    throw SQLError(.timeout, "not every database prepared within \(environment.prepareTimeout)")
                }
                environment.checkpoint(.prepared(count))
            }
            group.cancelAll()
        }
    }

    // MARK: - After the votes

    private func decide(_ followers: [AtomicParticipant]) async throws {
        guard let lastAgent, let opened = lastAgent.opened else { return await giveBack() }
        do {
            if !followers.isEmpty {
                let decision = AtomicRegister.decide(gtrid: gtrid, now: environment.now)
                guard try await opened.session.run({ try await $0.execute(decision) }) == 1 else {
                    throw SQLError(.serialization, "its row in jobu_tx is gone: recovery has decided, or the transaction was lost")
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
    private func learn(_ followers: [AtomicParticipant], after error: any Error) async throws {
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
            for participant in participants { await participant.throwAway() }
            environment.logger.error(
                "Commit outcome unknown; recovery continues",
                metadata: ["gtrid": "\(gtrid)", "error": "\(error)"])
            throw AtomicTransactionError.inDoubt(gtrid: gtrid, reason: "\(error)")
        }
    }

    /// Finishes every branch. An unreachable one is left to recovery, which never gives up.
    private func finish(_ followers: [AtomicParticipant], _ decision: RegisterRow.State) async {
        let finisher = BranchFinisher(environment: environment)
        await withTaskGroup(of: Void.self) { group in
            for case (let participant, .branch(let id)) in followers.map({ ($0, $0.part) }) {
                group.addTask { await finisher.finish(participant, id, decision) }
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
        for participant in participants { await participant.giveBack() }
    }

    /// The last agent first: from then on nobody can write the decision to commit under this name.
    private func abort(after cause: any Error) async {
        await lastAgent?.rollBack()
        for participant in readers { await participant.rollBack() }
        for participant in branches { await BranchFinisher(environment: environment).abandon(participant) }
    }
}
