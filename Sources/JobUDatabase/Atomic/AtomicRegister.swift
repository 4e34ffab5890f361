package import JobUTime
/// One row of the decision register `jobu_tx`, as far as every engine does it alike.
package struct RegisterRow: Sendable, Hashable {
    /// P is only ever seen inside the last agent's own transaction.
    package enum State: String, Sendable {
        case pending = "P"
        case committed = "C"
        case aborted = "A"
        /// Committed, and every branch is known to have followed.
        case done = "D"
    }

    package var gtrid: String
    package var state: State
    package var branches: [RegisteredBranch]
    package var coordinator: String?
    package var reason: String?
    package var decidedAt: Timestamp?

    init(_ row: ResultRow) throws {
        gtrid = try row.text("gtrid")
        let letter = try row.text("state")
        guard let state = State(rawValue: letter) else { throw SQLError(.decoding, "jobu_tx holds the state '\(letter)'") }
        self.state = state
        branches = RegisteredBranch.list(try row.text("branches"))
        coordinator = try row.textIfPresent("coordinator")
        reason = try row.textIfPresent("reason")
        decidedAt = try row.timestampIfPresent("decided_at")
    }
}

/// A branch as the register names it: `1:5f00ba12:orders`.
package struct RegisteredBranch: Sendable, Hashable {
    package var bqual: String
    package var site: String
    package var database: String

    var text: String { "\(bqual):\(site):\(database)" }

    static func list(_ text: String) -> [RegisteredBranch] {
        text.split(separator: ",").compactMap { branch in
            let parts = branch.split(separator: ":", maxSplits: 2).map(String.init)
            return parts.count == 3 ? RegisteredBranch(bqual: parts[0], site: parts[1], database: parts[2]) : nil
        }
    }
}

/// The statements on the tables of the protocol.
enum AtomicRegister {
    static let columns: SQLQuery = "gtrid, state, branches, coordinator, reason, decided_at"

    /// Before the first branch is prepared: the row that whoever decides has to find.
    static func register(gtrid: String, branches: [RegisteredBranch], coordinator: String) -> SQLQuery {
        """
        INSERT INTO jobu_tx (gtrid, state, branches, coordinator)
        VALUES (\(gtrid), 'P', \(branches.map(\.text).joined(separator: ",")), \(String(coordinator.prefix(200))))
        """
    }

    /// The decision. It must change exactly one row: a recoverer may have been first, or the row may have gone with a lost transaction.
    static func decide(gtrid: String, now: Timestamp) -> SQLQuery {
        "UPDATE jobu_tx SET state = 'C', decided_at = \(now) WHERE gtrid = \(gtrid) AND state = 'P'"
    }

    /// Proves that the branch was committed, whatever its engine says later.
    static func receipt(_ id: BranchID, now: Timestamp) -> SQLQuery {
        "INSERT INTO jobu_tx_branch (gtrid, bqual, at) VALUES (\(id.gtrid), \(id.bqual), \(now))"
    }

    static func receipts(_ ids: [BranchID]) -> SQLQuery {
        let pairs = ids.map { id -> SQLQuery in "(gtrid = \(id.gtrid) AND bqual = \(id.bqual))" }
        return "SELECT gtrid, bqual FROM jobu_tx_branch WHERE \(SQLQuery.join(pairs, separator: " OR ") ?? "1 = 0")"
    }

    static func row(gtrid: String) -> SQLQuery {
        "SELECT \(columns) FROM jobu_tx WHERE gtrid = \(gtrid)"
    }

    /// Committed transactions whose branches are not all known to have followed, oldest first.
    static func unfinished(cluster: String, limit: Int) -> SQLQuery {
        """
        SELECT \(columns) FROM jobu_tx WHERE state = 'C' AND gtrid LIKE \(TransactionName.prefix(cluster: cluster) + "%")
        ORDER BY decided_at, gtrid LIMIT \(limit)
        """
    }

    static func markDone(gtrids: [String], now: Timestamp) -> SQLQuery {
        "UPDATE jobu_tx SET state = 'D', done_at = \(now) WHERE state = 'C' AND gtrid IN (\(SQLQuery.list(gtrids)))"
    }
}
