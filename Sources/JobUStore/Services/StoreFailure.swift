import JobUDatabase

/// What an error of the store means to a service that could try again.
package enum StoreFailure {
    /// Whether a retry may succeed. Unclassified errors are retried.
    package static func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as SQLError: isTransient(error.code)
        case let error as TransactionError: isTransient(error.underlying)
        case is JobStoreError: false
        default: true
        }
    }

    private static func isTransient(_ code: SQLError.Code) -> Bool {
        switch code {
        // A server that accepts no writes now is a standby that may be promoted, or one that was locked for a while.
        case .busy, .lockTimeout, .serialization, .connectionLost, .cannotOpen, .diskFull, .readOnlyTransaction, .fileGone, .timeout: true
        default: false
        }
    }
}
