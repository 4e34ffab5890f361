/// Something that happens around executions: tracing, metrics, a window of maintenance.
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
/// List it in `middleware` of the app for all handlers, or in that of one handler. The first of a list is the outermost, and those of the
/// app lie around those of the handler. What comes first sees what comes later as if it were the handler: its result, its error, its
/// cancellation. One value serves all executions, several at the same time.
public protocol JobMiddleware: Sendable {
    /// Called in the place of the handler.
    /// - Parameters:
    ///   - call: the execution and its parameters.
    ///   - next: goes on inwards. Not calling it answers for the handler; the call handed on may hold other parameters.
    /// - Returns: what the execution shows as its result, or the wish to be cancelled or called again later.
    /// - Throws: what `next` throws should be thrown on, `CancellationError` above all; an error of its own fails the attempt.
    func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult
}

/// An execution on its way to its handler.
public struct JobCall: Sendable {
    /// The parameters, a JSON object as text. They may hold secrets: do not log them.
    public var params: String
    /// The execution.
    public let context: JobContext

    package init(params: String, context: JobContext) {
        self.params = params
        self.context = context
    }
}

/// Middleware that does something before the handler, and may answer in its place.
///
/// ```swift
/// Before { _ in flags.isMaintenance ? .snooze(.seconds(600)) : nil }
/// ```
public struct BeforeHandler: JobMiddleware {
    private let body: @Sendable (JobCall) async throws -> HandlerResult?

    /// - Parameter body: nil to go on; a result to answer in the handler's place; an error to fail the attempt.
    public init(_ body: @escaping @Sendable (JobCall) async throws -> HandlerResult?) {
        self.body = body
    }

    /// Asks, and goes on unless there is an answer.
    public func around(_ call: JobCall, _ next: (JobCall) async throws -> HandlerResult) async throws -> HandlerResult {
        if let answer = try await body(call) { return answer }
        return try await next(call)
    }
}

/// Middleware that hears how the handler ended, and changes nothing.
///
/// ```swift
/// After { call, ending in meter.record(call.context.handlerName, call.context.elapsed) }
/// ```
public struct AfterHandler: JobMiddleware {
    private let body: @Sendable (JobCall, Result<HandlerResult, any Error>) async -> Void

    /// - Parameter body: told of every ending, errors and cancellation included. The task may be cancelled by then.
    public init(_ body: @escaping @Sendable (JobCall, Result<HandlerResult, any Error>) async -> Void) {
        self.body = body
    }

    /// Goes on, tells the ending, and hands it on as it is.
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
