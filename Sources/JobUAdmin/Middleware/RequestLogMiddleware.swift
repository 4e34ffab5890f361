import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import Logging

/// One line of the log for each request: its route without the values in it, its answer, and how long that took. Changes are
/// told at `info`, what is only read at `debug`, answers of 500 and above at `warning`.
struct RequestLogMiddleware<Context: RequestContext>: RouterMiddleware {
    let time: TimeSource
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let watch = Stopwatch(time.clock)
        let response = try await next(request, context)
        let status = response.status
        logger.log(
            level: Self.level(request.method, status), "Request handled",
            metadata: [
                LogKeys.method: "\(request.method.rawValue)", LogKeys.route: "\(context.endpointPath ?? "none")",
                LogKeys.httpStatus: "\(status.code)", LogKeys.seconds: "\(watch.elapsed.inSeconds)",
            ])
        return response
    }

    static func level(_ method: HTTPRequest.Method, _ status: HTTPResponse.Status) -> Logger.Level {
        if status.kind == .serverError { return .warning }
        return [.get, .head, .options].contains(method) ? .debug : .info
    }
}
