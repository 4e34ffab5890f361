import JobUDatabase

/// What an error of the store means to a service that could try again.
package enum StoreFailure {
    /// Whether the same call may succeed a little later. An error nobody has classified is given the chance.
    package static func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: isTransient(error.code)
        case let error as TransactionError: isTransient(error.underlying)
        case is JobStoreError: false
        default: true
        }
    }

    /// Whether the store cannot be reached at all, so that whoever asks is told to come again.
    package static func isAway(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: [.connectionLost, .cannotOpen, .timeout, .busy].contains(error.code)
        case let error as TransactionError: isAway(error.underlying)
        default: false
        }
    }

    private static func isTransient(_ code: DatabaseError.Code) -> Bool {
        switch code {
        case .busy, .serialization, .connectionLost, .cannotOpen, .diskFull, .timeout: true
        default: false
        }
    }
}
