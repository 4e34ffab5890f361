/// Which stage of a transaction failed; the body's own errors are thrown as they are.
public struct TransactionError: Error, Sendable, CustomStringConvertible {
    /// The stages at which a transaction can fail.
    public struct Stage: RawRepresentable, Sendable, Hashable {
        /// The name of the stage, such as `commit`.
        public let rawValue: String

        /// The stage of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Nothing has happened.
        public static let begin = Stage(rawValue: "begin")
        /// Nothing is kept, unless the session was lost on the way (`SQLError.Code.connectionLost`).
        public static let commit = Stage(rawValue: "commit")
        /// Nothing is kept.
        public static let rollback = Stage(rawValue: "rollback")
    }

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
