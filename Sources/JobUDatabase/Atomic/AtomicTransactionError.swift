/// Why a multi-database transaction failed, or that its outcome is unknown.
public enum AtomicTransactionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nothing was begun; each reason says what to do.
    case refused([String])
    /// Nothing is kept in any database.
    case aborted(gtrid: String, reason: String)
    /// The reply to the deciding commit was lost, and its database cannot be asked now. It is committed everywhere or nowhere as soon
    /// as that database is back; `jobu tx show` tells which.
    case inDoubt(gtrid: String, reason: String)

    /// What happened, and what to do about it.
    public var description: String {
        switch self {
        case .refused(let reasons):
            "the multi-database transaction was refused before any work: \(reasons.joined(separator: "; "))"
        case .aborted(let gtrid, let reason):
            "transaction \(gtrid) was rolled back in every database: \(reason)"
        case .inDoubt(let gtrid, let reason):
            "whether transaction \(gtrid) was committed is not known yet: \(reason); recovery will finish it the same way in every database, "
                + "see: jobu tx show \(gtrid)"
        }
    }
}
