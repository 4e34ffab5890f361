package import JobUModel
package import JobUStore

/// A transaction over several databases as API and command line show it.
package struct TransactionReply: Encodable, Sendable {
    var gtrid: String
    /// `waiting` or `hazard`; null for one that is finished.
    var state: String?
    var since: Timestamp
    var ageSeconds: Int
    var decisionDatabase: String?
    var decision: String?
    var databases: [String]
    var reason: String

    package init(_ transaction: UnfinishedTransaction, now: Timestamp) {
        gtrid = transaction.gtrid
        state = transaction.databases.isEmpty ? nil : transaction.state.rawValue
        since = transaction.since
        ageSeconds = max(0, Int((now - transaction.since).components.seconds))
        decisionDatabase = transaction.decisionDatabase
        decision = transaction.decision
        databases = transaction.databases
        reason = transaction.reason
    }

    enum CodingKeys: String, CodingKey {
        case gtrid, state, since, decision, databases, reason
        case ageSeconds = "age_seconds"
        case decisionDatabase = "decision_database"
    }
}

/// The list of them.
package struct TransactionListReply: Encodable, Sendable {
    var items: [TransactionReply]
    var total: Int
    /// Databases that could not be looked into, with the reason.
    var unreachable: [String: String]

    package init(_ overview: TransactionOverview, now: Timestamp) {
        items = overview.transactions.map { TransactionReply($0, now: now) }
        total = items.count
        unreachable = overview.unreachable
    }
}
