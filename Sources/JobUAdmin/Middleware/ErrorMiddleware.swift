import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import Logging

/// Turns what a route throws into an answer: JSON for the API, a page for people.
struct ErrorMiddleware<Context: RequestContext>: RouterMiddleware {
    let pages: PageRenderer
    let routes: KnownRoutes
    let login: LoginForm
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return try answer(to: request, refusal(of: error, request))
        }
    }

    /// The coding errors quote what they could not code, and parameters are never logged.
    private static func text(of error: any Error) -> String {
        error is EncodingError || error is DecodingError ? String(reflecting: type(of: error)) : String(describing: error)
    }

    private func answer(to request: Request, _ error: AdminError) throws -> Response {
        if Self.isForPrograms(request.uri.path) || request.headers[.accept] == "application/json" {
            return try JSONReply(ErrorReply(error), status: error.status, headers: error.headers).response()
        }
        if error.code == AdminError.loginNeededCode { return try login.page(for: request, error) }
        var page = try pages.error(error, request)
        page.headers.append(contentsOf: error.headers)
        return page
    }

    /// Whether programs ask there, who want no page.
    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/api/") || ["/api", "/metrics", "/openapi.json", "/health", "/ready"].contains(path)
    }

    private func refusal(of error: any Error, _ request: Request) -> AdminError {
        switch error {
        case let error as AdminError:
            return error
        case let error as ValidationError:
            return AdminError(error, of: nil, language: .english)
        case let error as JobStoreError:
            return AdminError(error)
        case let error as AccountError:
            return AdminError(error)
        case let error as PasswordHasherBusy:
            return AdminError(status: .serviceUnavailable, code: "busy", message: error.description, headers: [.retryAfter: "5"])
        case let error as HTTPError where error.status == .notFound && !routes.methods(for: request.uri.path).isEmpty:
            return AdminError.methodNotAllowed(routes.methods(for: request.uri.path))
        case let error as HTTPError:
            let message = error.body ?? error.status.reasonPhrase.lowercased()
            return AdminError(
                status: error.status, code: error.status == .notFound ? "not_found" : "http_\(error.status.code)", message: message)
        case let error as any HTTPResponseError:
            return AdminError(status: error.status, code: "http_\(error.status.code)", message: error.status.reasonPhrase.lowercased())
        default:
            logger.error(
                "Request failed",
                metadata: ["path": "\(request.uri.path)", LogKeys.error: "\(Self.text(of: error))"])
            if let fault = StoreFault(error) { return AdminError(fault) }
            return AdminError(
                status: .internalServerError, code: "internal", message: "internal error; see the log of the admin")
        }
    }
}

extension AdminError {
    init(_ fault: StoreFault) {
        let status: HTTPResponse.Status = fault == .full ? .init(code: 507, reasonPhrase: "Insufficient Storage") : .serviceUnavailable
        self.init(status: status, code: fault == .away ? "store_away" : fault.rawValue, message: fault.words)
    }

    init(_ error: AccountError) {
        switch error {
        case .notFound: self = .notFound("user")
        case .nameTaken: self.init(status: .conflict, code: "duplicate_name", message: error.description)
        case .lastAdmin: self.init(status: .conflict, code: "last_admin", message: error.description)
        case .firstIsNoAdmin: self.init(status: .conflict, code: "first_is_no_admin", message: error.description)
        }
    }

    init(_ error: JobStoreError) {
        switch error {
        case .duplicateName:
            self.init(status: .conflict, code: "duplicate_name", message: error.description)
        case .versionConflict:
            self.init(status: .preconditionFailed, code: "version_conflict", message: error.description)
        case .notFound:
            self = .notFound("row")
        case .workerLost:
            self = .conflict(error.description)
        case .idempotencyKeyReused:
            self.init(status: .unprocessableContent, code: "idempotency_key_reused", message: error.description)
        }
    }
}
