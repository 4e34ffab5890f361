/// Why a multi-database transaction failed, or that its outcome is unknown.
public struct AtomicTransactionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What became of the transaction. There may be more of them in a later version: a `switch` needs a `default`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name of it, such as `inDoubt`.
        public let rawValue: String

        /// The code of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Nothing was begun; each of `reasons` says what to do.
        public static let refused = Code(rawValue: "refused")
        /// Nothing is kept in any database.
        public static let aborted = Code(rawValue: "aborted")
        /// The reply to the deciding commit was lost, and its database cannot be asked now. It is committed everywhere or nowhere as soon
        /// as that database is back; `jobu tx show` tells which.
        public static let inDoubt = Code(rawValue: "inDoubt")
    }

    /// What became of it.
    public var code: Code
    /// The transaction's name in `jobu tx list`; nil when nothing was begun.
    public var gtrid: String?
    /// Why, one sentence each.
    public var reasons: [String]

    package static func refused(_ reasons: [String]) -> AtomicTransactionError {
        AtomicTransactionError(code: .refused, gtrid: nil, reasons: reasons)
    }

    package static func aborted(gtrid: String, reason: String) -> AtomicTransactionError {
        AtomicTransactionError(code: .aborted, gtrid: gtrid, reasons: [reason])
    }

    package static func inDoubt(gtrid: String, reason: String) -> AtomicTransactionError {
        AtomicTransactionError(code: .inDoubt, gtrid: gtrid, reasons: [reason])
    }

    /// What happened, and what to do about it.
    public var description: String {
        let (name, why) = (gtrid ?? "", reasons.joined(separator: "; "))
        return switch code {
        case .refused: "the multi-database transaction was refused before any work: \(why)"
        case .aborted: "transaction \(name) was rolled back in every database: \(why)"
        case .inDoubt:
            "whether transaction \(name) was committed is not known yet: \(why); recovery will finish it the same way in every database, "
                + "see: jobu tx show \(name)"
        default: "transaction \(name): \(code.rawValue): \(why)"
        }
    }
}
