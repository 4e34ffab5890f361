package import JobUModel

/// A transaction over several databases that is not finished everywhere.
package struct UnfinishedTransaction: Sendable, Equatable {
    package enum State: String, Sendable, Codable {
        /// It waits for its coordinator, for a database that is away, or for the next round of the recovery.
        case waiting
        /// It was decided to commit, and a branch is gone without a proof that it was committed: a person has to look.
        case hazard
    }

    package var gtrid: String
    package var state: State
    /// When it was begun.
    package var since: Timestamp
    /// The database whose register decides; nil when it is not known here.
    package var decisionDatabase: String?
    /// `committed`, `aborted` or `done`; nil while nothing is decided.
    package var decision: String?
    /// Where it is not finished.
    package var databases: [String]
    package var reason: String

    package init(
        gtrid: String, state: State, since: Timestamp, decisionDatabase: String?, decision: String?, databases: [String], reason: String
    ) {
        self.gtrid = gtrid
        self.state = state
        self.since = since
        self.decisionDatabase = decisionDatabase
        self.decision = decision
        self.databases = databases
        self.reason = reason
    }
}

/// What is known of all of them.
package struct TransactionOverview: Sendable, Equatable {
    package var transactions: [UnfinishedTransaction]
    /// Databases that could not be looked into, with the reason.
    package var unreachable: [String: String]
    /// How many a round of the recovery has brought to an end.
    package var finished: Int

    package init(transactions: [UnfinishedTransaction] = [], unreachable: [String: String] = [:], finished: Int = 0) {
        self.transactions = transactions
        self.unreachable = unreachable
        self.finished = finished
    }
}

/// What an operator can write into the register.
package enum TransactionVerdict: String, Sendable, CaseIterable, Codable {
    case commit, abort
    /// A hazard has been mended by hand, and is not to be shown again.
    case done
}

/// What people and services ask about transactions over several databases.
package protocol TransactionDesk: Sendable {
    /// Looks, and changes nothing.
    func overview() async -> TransactionOverview
    /// One transaction, also when it is finished; nil when nobody knows it.
    func transaction(_ gtrid: String) async throws -> UnfinishedTransaction?
    /// One round of the recovery.
    func recover() async -> TransactionOverview
    /// Deletes what is finished and old; returns how many transactions.
    func prune() async throws -> Int
    /// Writes a decision where none was written; returns what is decided then.
    /// - Throws: `TransactionRefusal` when it is decided otherwise, or cannot be decided here.
    func resolve(_ gtrid: String, _ verdict: TransactionVerdict, by person: String, reason: String) async throws -> String
}

/// Why a decision was not written.
package struct TransactionRefusal: Error, Sendable, CustomStringConvertible {
    package var description: String
}

/// For a process that knows no other database than its store.
package struct NoTransactions: TransactionDesk {
    package init() {}
    package func overview() async -> TransactionOverview { TransactionOverview() }
    package func transaction(_ gtrid: String) async throws -> UnfinishedTransaction? { nil }
    package func recover() async -> TransactionOverview { TransactionOverview() }
    package func prune() async throws -> Int { 0 }
    package func resolve(_ gtrid: String, _ verdict: TransactionVerdict, by person: String, reason: String) async throws -> String {
        throw TransactionRefusal(description: "this process knows no transactions over several databases")
    }
}
