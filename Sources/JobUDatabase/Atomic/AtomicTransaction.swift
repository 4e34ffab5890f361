/// An open multi-database transaction. Valid only inside its closure.
public struct AtomicTransaction: Sendable {
    /// The transaction's name in `jobu tx list`, the log and the table `jobu_tx`; empty where nothing is written.
    public let gtrid: String
    let participants: [String: AtomicParticipant]

    /// The transaction of one participant.
    ///
    /// ```swift
    /// try await tx["ledger"].execute("INSERT INTO entries (amount) VALUES (\(amount))")
    /// ```
    /// - Throws: `SQLError` for a name that does not take part; what beginning throws where it begins with the first use.
    public subscript(_ name: String) -> Transaction {
        get async throws {
            guard let participant = participants[name] else {
                let known = participants.keys.sorted().joined(separator: ", ")
                throw SQLError(.misuse, "database '\(name)' does not take part in this transaction; its participants: \(known)")
            }
            return Transaction(session: try await participant.open().session)
        }
    }
}
