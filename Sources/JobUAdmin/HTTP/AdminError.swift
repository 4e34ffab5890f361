import HTTPTypes
import JobUModel
import JobUStore

/// An answer that is not what was asked for: its status and what to tell.
struct AdminError: Error {
    var status: HTTPResponse.Status
    /// A word that programs can match.
    var code: String
    var message: String
    /// Set for answers of status 422: what is wrong, and where.
    var problems: [InputProblem] = []
    var headers: HTTPFields = [:]
    /// Set for a bad cron expression.
    var cron: CronProblem?
    /// Set for a body that is no JSON.
    var json: JSONProblem?

    init(
        status: HTTPResponse.Status, code: String, message: String, problems: [InputProblem] = [], headers: HTTPFields = [:],
        cron: CronProblem? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.problems = problems
        self.headers = headers
        self.cron = cron
    }

    init(badJSON problem: JSONProblem, language: Language) {
        let words = language == .korean ? "본문이 올바른 JSON이 아닙니다: " : "the body is not valid JSON: "
        self.init(status: .badRequest, code: "bad_json", message: words + problem.text(in: language.cron))
        json = problem
    }

    static func notFound(_ what: String) -> AdminError {
        AdminError(status: .notFound, code: "not_found", message: "no such \(what)")
    }

    static func badRequest(_ code: String, _ message: String) -> AdminError {
        AdminError(status: .badRequest, code: code, message: message)
    }

    static func conflict(_ message: String) -> AdminError {
        AdminError(status: .conflict, code: "conflict", message: message)
    }

    static func methodNotAllowed(_ allowed: [String]) -> AdminError {
        let list = allowed.joined(separator: ", ")
        return AdminError(
            status: .methodNotAllowed, code: "method_not_allowed", message: "method not allowed; use \(list)",
            headers: [.allow: list])
    }

    static func invalid(_ problems: [InputProblem]) -> AdminError {
        AdminError(
            status: .unprocessableContent, code: "invalid",
            message: problems.map(\.description).joined(separator: "; "), problems: problems)
    }
}

/// One value of a request that cannot be used.
struct InputProblem: Sendable, Equatable, CustomStringConvertible {
    enum Place: String, Sendable { case body, query, path, header }

    var place: Place
    var field: String
    var message: String
    /// A word that programs can match, after the seed's framework: `missing`, `extra_forbidden`, `int_type`, `value_error`.
    var type: String

    init(_ place: Place, _ field: String, _ message: String, type: String = "value_error") {
        self.place = place
        self.field = field
        self.message = message
        self.type = type
    }

    var description: String { field.isEmpty ? message : "\(field): \(message)" }
}

extension InputProblem {
    init(_ problem: ValidationProblem) {
        self.init(.body, problem.field, problem.message)
    }
}
