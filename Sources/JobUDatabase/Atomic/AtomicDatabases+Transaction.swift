extension AtomicDatabases {
    /// Runs `body` in one transaction over all participants.
    /// - Parameter whenCommitted: called as soon as that is known.
    package func transaction<Value: Sendable>(
        on participants: [TransactionParticipant], isolation: IsolationLevel?, _ body: @Sendable (AtomicTransaction) async throws -> Value,
        whenCommitted: @Sendable () -> Void = {}
    ) async throws -> Value {
        let plan = try AtomicPlan(participants.map(facts))
        try refuseNesting(participants)
        let coordinator = try await coordinator(plan, isolation)
        return try await coordinator.run(body, whenCommitted: whenCommitted)
    }

    private func facts(_ participant: TransactionParticipant) throws(AtomicTransactionError) -> ParticipantFacts {
        ParticipantFacts(
            name: participant.name, mode: participant.mode, canPrepare: try database(participant.name).atomic.canPrepare,
            isExecutionDatabase: participant.name == executionDatabase)
    }

    /// A part of it would be committed by the outer transaction, which knows nothing of the others.
    private func refuseNesting(_ participants: [TransactionParticipant]) throws(AtomicTransactionError) {
        let open = OpenTransactions.current
        if open.values.contains(where: \.isAtomic) {
            throw .refused(["a multi-database transaction is already open; use its participants instead of a second one"])
        }
        for name in participants.map(\.name) where open[ObjectIdentifier(try database(name))] != nil {
            throw .refused(["a transaction on '\(name)' is already open; begin the multi-database transaction outside of it"])
        }
    }

    private func coordinator(_ plan: AtomicPlan, _ isolation: IsolationLevel?) async throws -> AtomicCoordinator {
        let readers = try plan.readers.map { name in
            AtomicParticipant(try database(name), site: "", part: .reader, isolation: isolation)
        }
        guard let last = plan.lastAgent else {
            return AtomicCoordinator(gtrid: "", lastAgent: nil, branches: [], readers: readers, environment: environment)
        }
        // One writer: a plain commit needs nobody's consent.
        guard !plan.branches.isEmpty else {
            let participant = AtomicParticipant(try database(last), site: "", part: .lastAgent, isolation: isolation)
            return AtomicCoordinator(gtrid: "", lastAgent: participant, branches: [], readers: readers, environment: environment)
        }
        let sites = try await sites(plan, last)
        let name = TransactionName(
            cluster: try await cluster(), site: sites[last]?.site ?? "",
            startedAt: environment.now, randomHex: environment.hex(20))
        let branches = try plan.branches.enumerated().map { index, branch in
            let site = sites[branch]?.site ?? ""
            let id = BranchID(gtrid: name.gtrid, bqual: "\(index + 1).\(site)")
            return AtomicParticipant(try database(branch), site: site, part: .branch(id), isolation: isolation)
        }
        let participant = AtomicParticipant(try database(last), site: sites[last]?.site ?? "", part: .lastAgent, isolation: isolation)
        return AtomicCoordinator(
            gtrid: name.gtrid, lastAgent: participant, branches: branches, readers: readers, environment: environment)
    }

    /// Checks all of them, so that one answer names every reason.
    private func sites(_ plan: AtomicPlan, _ last: String) async throws -> [String: AtomicSite] {
        var sites: [String: AtomicSite] = [:]
        var reasons: [String] = []
        for name in [last] + plan.branches {
            do {
                sites[name] = try await check(database(name), as: name == last ? .lastAgent : .branch)
            } catch let error as AtomicTransactionError where error.code == .refused {
                reasons += error.reasons
            }
        }
        guard reasons.isEmpty else { throw AtomicTransactionError.refused(reasons) }
        return sites
    }
}
