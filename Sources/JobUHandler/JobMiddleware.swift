/// Code that wraps executions: tracing, metrics, a maintenance window.
///
/// ```swift
/// struct Trace: JobMiddleware {
///     func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
///         call.context.logger.info("begins")
///         let result = try await next(call)
///         call.context.logger.info("ends", metadata: ["elapsed": "\(call.context.elapsed)"])
///         return result
///     }
/// }
/// ```
/// Middleware listed on the app wraps every handler; middleware listed on a handler wraps only that one, inside the app's. The first of a
/// list is the outermost. Each sees the result, error and cancellation of the next one as if it were the handler. One value serves all
/// executions, also concurrent ones.
public protocol JobMiddleware: Sendable {
    /// Wraps one call of the handler.
    /// - Parameters:
    ///   - call: the execution and its parameters.
    ///   - next: calls the next middleware or the handler, with the same or other parameters. If it is not called, the handler is skipped.
    /// - Returns: the result, or a request to cancel or snooze.
    /// - Throws: rethrow the errors of `next`, above all `CancellationError`; any other error fails the attempt.
    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult
}

/// One call of a handler, as middleware sees it.
public struct JobCall: Sendable {
    /// The parameters, a JSON object as text. They can contain secrets: do not log them.
    public var params: String
    /// The execution.
    public let context: JobContext

    package init(params: String, context: JobContext) {
        self.params = params
        self.context = context
    }
}

/// Middleware that runs before the handler and can replace it.
///
/// ```swift
/// Before { _ in flags.isMaintenance ? .snooze(.seconds(600)) : nil }
/// ```
public struct BeforeHandler: JobMiddleware {
    private let body: @Sendable (JobCall) async throws -> HandlerResult?

    /// - Parameter body: returns nil to call the handler, or a result to return instead; an error fails the attempt.
    public init(_ body: @escaping @Sendable (JobCall) async throws -> HandlerResult?) {
        self.body = body
    }

    /// Calls `body`, then the handler unless `body` returned a result.
    public func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        if let answer = try await body(call) { return answer }
        return try await next(call)
    }
}

/// Middleware that runs after the handler and changes nothing.
///
/// ```swift
/// After { call, ending in meter.record(call.context.handlerName, call.context.elapsed) }
/// ```
public struct AfterHandler: JobMiddleware {
    private let body: @Sendable (JobCall, Result<HandlerResult, any Error>) async -> Void

    /// - Parameter body: called with the result or error, cancellation included. The task may be cancelled by then.
    public init(_ body: @escaping @Sendable (JobCall, Result<HandlerResult, any Error>) async -> Void) {
        self.body = body
    }

    /// Calls the handler, then `body`, and returns or rethrows the handler's outcome.
    public func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        do {
            let result = try await next(call)
            await body(call, .success(result))
            return result
        } catch {
            await body(call, .failure(error))
            throw error
        }
    }
}
