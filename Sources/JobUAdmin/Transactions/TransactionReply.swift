package import JobUDatabase
package import JobUModel
import JobUStore

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

    package init(_ transaction: InDoubtTransaction, now: Timestamp) {
        gtrid = transaction.gtrid
        state = transaction.databases.isEmpty ? nil : transaction.state.rawValue
        since = transaction.startedAt
        ageSeconds = max(0, Int((now - transaction.startedAt).components.seconds))
        decisionDatabase = transaction.decisionDatabase
        decision = transaction.decision.map { "\($0)" }
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

    package init(_ report: RecoveryReport, now: Timestamp) {
        items = report.inDoubt.map { TransactionReply($0, now: now) }
        total = items.count
        unreachable = report.unreachable
    }
}
