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

    /// Where its executions happen; in the worker's own process unless declared otherwise, here or by `isolated` in worker.yaml.
    static var isolation: HandlerIsolation { get }

    /// What its crons and executions get where nobody says otherwise: queue, priority, retries, timeout. Those of JobU unless declared.
    /// They are known to the program the handler is part of, in all its roles and commands; they are written into a cron or an execution
    /// when it is made, and do not change one that exists.
    static var options: ExecutionOptions { get }

    /// Who may write the parameters of its jobs: an operator, unless declared otherwise. Declare `.admin` where they hold code, a command
    /// or a statement. The store remembers it from the first worker that registers with the handler; until then only admins can enqueue it.
    static var paramsAuthor: ParamsAuthor { get }

    /// What happens around its executions, inside of what the app lists; the first is the outermost. None unless declared.
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
    /// Those of JobU: queue `default`, priority 0, three retries, one hour.
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
