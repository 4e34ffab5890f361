/// An open transaction over several databases. Good inside the closure it was given to, and no longer.
public struct AtomicTransaction: Sendable {
    /// The transaction's name in `jobu tx list`, the log and the table `jobu_tx`; empty where nothing is written.
    public let gtrid: String
    let members: [String: AtomicMember]

    /// The transaction of one participant.
    ///
    /// ```swift
    /// try await tx["ledger"].execute("INSERT INTO entries (amount) VALUES (\(amount))")
    /// ```
    /// - Throws: `DatabaseError` for a name that does not take part; what beginning throws where it begins with the first use.
    public subscript(_ name: String) -> Transaction {
        get async throws {
            guard let member = members[name] else {
                let known = members.keys.sorted().joined(separator: ", ")
                throw DatabaseError(.other, "database '\(name)' does not take part in this transaction; its participants: \(known)")
            }
            return Transaction(session: try await member.open().session)
        }
    }
}
