/// An error that says whether a retry may help. Conform your own errors to it; all others are retried.
///
/// ```swift
/// enum OrderError: RetryableError {
///     case unknown(Int), locked
///     var isRetryable: Bool { if case .locked = self { true } else { false } }
/// }
/// ```
/// The job shows the error's description.
public protocol RetryableError: Error {
    /// False to make the execution FAILED at once, whatever retries are left.
    var isRetryable: Bool { get }
}

/// A failure with a message for the job's page.
public struct HandlerError: RetryableError, Sendable, CustomStringConvertible {
    /// What went wrong, for the reader of the job.
    public var message: String
    /// Whether a retry may help.
    public var isRetryable: Bool

    /// Creates a failure that is retried as configured.
    public init(_ message: String) {
        self.message = message
        isRetryable = true
    }

    /// Returns a failure that a retry would only repeat: the execution becomes FAILED at once.
    public static func permanent(_ message: String) -> HandlerError {
        var error = HandlerError(message)
        error.isRetryable = false
        return error
    }

    /// The message.
    public var description: String { message }
}
