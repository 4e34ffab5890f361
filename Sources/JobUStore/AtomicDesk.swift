package import JobUDatabase
import JobUModel

/// The transactions over several databases of one process's databases.
package struct AtomicDesk: TransactionDesk {
    private let party: AtomicDatabases
    private let patience: Duration

    /// - Parameter patience: how young a branch is left to its coordinator.
    package init(_ party: AtomicDatabases, patience: Duration = .seconds(5)) {
        self.party = party
        self.patience = patience
    }

    package func overview() async -> TransactionOverview {
        TransactionOverview(await AtomicRecovery(party).inDoubt())
    }

    package func recover() async -> TransactionOverview {
        TransactionOverview(await AtomicRecovery(party, patience: patience).round())
    }

    package func prune() async throws -> Int {
        try await AtomicRetention(party).round()
    }

    package func transaction(_ gtrid: String) async throws -> UnfinishedTransaction? {
        let details = try await refusable { try await AtomicOperator(party).details(gtrid) }
        if let doubt = details.doubt { return UnfinishedTransaction(doubt) }
        guard let row = details.register, let name = TransactionName(gtrid) else { return nil }
        return UnfinishedTransaction(
            gtrid: gtrid, state: .waiting, since: Timestamp(microseconds: name.madeMilliseconds * 1_000),
            decisionDatabase: details.decisionDatabase, decision: "\(row.state)", databases: [], reason: row.reason ?? "")
    }

    package func resolve(_ gtrid: String, _ verdict: TransactionVerdict, by person: String, reason: String) async throws -> String {
        let verdict: AtomicOperator.Verdict =
            switch verdict {
            case .commit: .commit
            case .abort: .abort
            case .done: .done
            }
        return "\(try await refusable { try await AtomicOperator(party).resolve(gtrid, verdict, by: person, reason: reason) })"
    }

    private func refusable<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch AtomicTransactionError.refused(let reasons) {
            throw TransactionRefusal(description: reasons.joined(separator: "; "))
        }
    }
}

extension TransactionOverview {
    fileprivate init(_ report: RecoveryReport) {
        self.init(
            transactions: report.inDoubt.map { UnfinishedTransaction($0) }, unreachable: report.unreachable,
            finished: report.committed + report.rolledBack)
    }
}

extension UnfinishedTransaction {
    fileprivate init(_ doubt: InDoubtTransaction) {
        self.init(
            gtrid: doubt.gtrid, state: doubt.state == .hazard ? .hazard : .waiting,
            since: Timestamp(microseconds: doubt.madeMilliseconds * 1_000), decisionDatabase: doubt.decisionDatabase,
            decision: doubt.decision.map { "\($0)" }, databases: doubt.databases, reason: doubt.reason)
    }
}
