/// An error that knows whether another attempt may help. Errors of your own say so by conforming to it; all others are retried.
///
/// ```swift
/// enum OrderError: RetryableError {
///     case unknown(Int), locked
///     var isRetryable: Bool { if case .locked = self { true } else { false } }
/// }
/// ```
/// The execution shows the error's description.
public protocol RetryableError: Error {
    /// False to make the execution FAILED at once, however many attempts are left.
    var isRetryable: Bool { get }
}

/// A failure whose text is shown as it is.
public struct HandlerError: RetryableError, Sendable, CustomStringConvertible {
    /// What went wrong, for the person who reads the execution.
    public var message: String
    /// Whether another attempt may help.
    public var isRetryable: Bool

    /// A failure that is retried as the cron says.
    public init(_ message: String) {
        self.message = message
        isRetryable = true
    }

    /// A failure that another attempt would only repeat: the execution becomes FAILED at once.
    public static func permanent(_ message: String) -> HandlerError {
        var error = HandlerError(message)
        error.isRetryable = false
        return error
    }

    /// The message.
    public var description: String { message }
}
