public import JobUModel

/// Work that crons and programs enqueue by name.
///
/// ```swift
/// struct SendReport: JobHandler {
///     static let name = "send_report"
///     struct Params: Codable, Sendable { var to: String }
///
///     func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
///         context.logger.info("sending")
///         return .success("sent", data: ["to": .string(params.to)])
///     }
/// }
/// ```
/// One value serves all executions, also concurrent ones.
public protocol JobHandler: Sendable {
    /// The type of the parameters, decoded from `handler_params`. If decoding fails, the execution becomes FAILED without a retry.
    associatedtype Params: Decodable & Sendable

    /// The name that crons refer to; 1 to 100 characters, unique in a worker.
    static var name: String { get }

    /// Where its executions run; by default in the worker's own process. `isolated` in worker.yaml overrides it.
    static var isolation: HandlerIsolation { get }

    /// Options used when neither the cron nor the caller sets them: queue, priority, retries, timeout. All roles and commands of the
    /// handler's program apply them. They are stored with a cron or an execution when it is created; existing ones keep theirs.
    static var options: ExecutionOptions { get }

    /// The role that may write the parameters of its jobs; by default an operator. Declare `.admin` if they contain code, a command or a
    /// statement. The first worker that registers the handler stores it; until then only admins can enqueue it.
    static var paramsAuthor: ParamsAuthor { get }

    /// Middleware of this handler, outermost first, inside the app's middleware. None by default.
    var middleware: [any JobMiddleware] { get }

    /// Executes one attempt.
    ///
    /// The task is cancelled on timeout, on a cancellation request, when the worker shuts down, and when it loses its lease. A handler
    /// that waits in `await` then ends on its own; one that computes must call `Task.checkCancellation()`.
    /// - Returns: the result, or a request to cancel or snooze.
    /// - Throws: any error to fail the attempt, which is retried as configured; `HandlerError.permanent` to fail for good.
    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult
}

extension JobHandler {
    /// Queue `default`, priority 0, three retries, one hour.
    public static var options: ExecutionOptions { ExecutionOptions() }

    /// Operators and admins.
    public static var paramsAuthor: ParamsAuthor { .operator }

    /// None.
    public var middleware: [any JobMiddleware] { [] }
}

/// The parameters of a handler that needs none; given values are ignored.
public struct NoParams: Decodable, Sendable {
    init() {}

    /// Accepts anything.
    public init(from decoder: any Decoder) {}
}
