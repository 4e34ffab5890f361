package import JobUTime
/// The name of one branch of a multi-database transaction.
package struct BranchID: Sendable, Hashable {
    /// The transaction's name, the same in all its branches: `jobu1.<cluster>.<decision site>.<random>`.
    package var gtrid: String
    /// The branch's name within it, a number and its database's site: `1.5f00ba12`. One server may hold several databases, and list the
    /// branches of all of them.
    package var bqual: String

    package init(gtrid: String, bqual: String) {
        self.gtrid = gtrid
        self.bqual = bqual
    }

    /// The database the branch is in; nil for a name that does not tell.
    var site: String? {
        let parts = bqual.split(separator: ".")
        return parts.count == 2 ? String(parts[1]) : nil
    }
}

/// What an engine answered when a prepared branch was to be finished.
package enum BranchAnswer: Sendable, Equatable {
    case done
    /// No such branch can be seen: finished already, or still held by the session that prepared it. Not a proof that it is done.
    case unknown
    /// Somebody else is at it, or the session that prepared it still holds it.
    case busy
    /// The engine has thrown the branch away by itself.
    case lost
}

/// The role of a database in a multi-database transaction.
package enum AtomicRole: Sendable, Equatable {
    /// Its own commit is the decision.
    case lastAgent
    /// It prepares, then follows the decision.
    case branch
}

/// The dialect seam of multi-database transactions. Each call runs on a session of its own kind; the protocol itself,
/// the same on every engine, is in `AtomicCoordinator` and `AtomicRecovery`.
package protocol AtomicSQL: Sendable {
    /// Whether a transaction can be prepared here and finished later by another session.
    var canPrepare: Bool { get }
    /// Creates the tables `jobu_tx`, `jobu_tx_branch` and `jobu_tx_site` where they are missing.
    var tables: String { get }
    /// The identity that differs between this database and a copy of it.
    func identity(_ connection: any DatabaseConnection) async throws -> String
    /// Why the database cannot be trusted with this role, one sentence each with what to do; none when it can.
    func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String]
    /// Begins the transaction whose commit will be the decision; the engine ends it by itself when its session falls silent.
    func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws
    /// Begins a transaction that can be prepared under this name.
    func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws
    /// Prepares the branch: afterwards its work survives this session and the server's crash.
    /// - Throws: whenever the engine did not say yes in so many words.
    func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws
    /// Rolls back a branch that was not prepared, or whose preparing failed.
    func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws
    func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer
    func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer
    /// Prepared branches whose `gtrid` begins with the prefix, whoever prepared them.
    func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID]
    /// Writes state `A` for a transaction that has no row in `jobu_tx` yet, and returns the state its row has then:
    /// the register is written once, and the first writer wins. Nil when its row is locked by a coordinator that still lives.
    /// - Parameter now: bound as the time of the decision.
    func resolve(_ connection: any DatabaseConnection, gtrid: String, now: Timestamp) async throws -> String?
}
