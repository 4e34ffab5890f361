package import JobUTime
/// A multi-database transaction that is not finished in every database, as far as this process can see.
package struct InDoubtTransaction: Sendable, Hashable {
    package enum State: String, Sendable, Codable {
        /// It waits for its coordinator, an unreachable database, or the next recovery pass.
        case waiting
        /// It was decided to commit, and a branch is gone without a proof that it was committed: a person has to look.
        case hazard
    }

    package var gtrid: String
    package var state: State
    /// When the transaction began, to the millisecond.
    package var startedAt: Timestamp
    /// The database whose register decides; nil when this process does not know it.
    package var decisionDatabase: String?
    /// What the register says now; nil when it says nothing yet or cannot be read.
    package var decision: RegisterRow.State?
    /// The databases in which a branch is still prepared, or missing.
    package var databases: [String]
    package var reason: String

    package init(
        gtrid: String, state: State, startedAt: Timestamp, decisionDatabase: String?, decision: RegisterRow.State? = nil,
        databases: [String], reason: String
    ) {
        self.gtrid = gtrid
        self.state = state
        self.startedAt = startedAt
        self.decisionDatabase = decisionDatabase
        self.decision = decision
        self.databases = databases
        self.reason = reason
    }
}

/// The result of a recovery pass: what it finished, and what is left.
package struct RecoveryReport: Sendable {
    package var committed = 0
    package var rolledBack = 0
    /// Transactions all of whose branches are now known to be committed.
    package var forgotten = 0
    package var inDoubt: [InDoubtTransaction] = []
    /// Databases that could not be looked into, with the reason.
    package var unreachable: [String: String] = [:]

    package init(inDoubt: [InDoubtTransaction] = []) { self.inDoubt = inDoubt }

    /// Branches that were brought to their end.
    package var finished: Int { committed + rolledBack }
}
