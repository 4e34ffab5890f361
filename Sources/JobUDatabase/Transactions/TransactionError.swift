/// Which stage of a transaction failed; the body's own errors are thrown as they are.
public struct TransactionError: Error, Sendable, CustomStringConvertible {
    /// Begin: nothing has happened. Commit: nothing is kept, unless the session was lost on the way. Rollback: nothing is kept.
    public enum Stage: String, Sendable { case begin, commit, rollback }

    /// When it failed.
    public var stage: Stage
    /// The driver's error.
    public var underlying: any Error

    /// Stage and cause.
    public var description: String {
        "\(stage.rawValue) failed: \(underlying)"
    }
}

extension Error {
    /// The driver's error, at whichever stage of a transaction it came.
    package var databaseError: SQLError? {
        switch self {
        case let error as SQLError: error
        case let error as TransactionError: error.underlying.databaseError
        default: nil
        }
    }
}
