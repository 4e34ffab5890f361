import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/account`: who one is, and one's own password.
struct AccountPage {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<AdminRequestContext>) {
        router.get("account") { request, _ in try show(request, problem: nil) }
        router.post("account") { request, context in try await change(request, context) }
    }

    private func show(_ request: Request, problem: (field: String, text: String)?, status: HTTPResponse.Status = .ok) throws -> Response {
        let frame = PageFrame(request, title: "account")
        let role = Principal.current.role ?? .viewer
        return try renderer.page(
            "account",
            [
                "role": frame.texts["role_\(role.rawValue)"], "has_password": Principal.current.session != nil,
                "current_problem": problem?.field == "current_password" ? problem?.text ?? "" : false,
                "new_problem": problem?.field == "new_password" ? problem?.text ?? "" : false,
            ], frame: frame, status: status)
    }

    private func change(_ request: Request, _ context: AdminRequestContext) async throws -> Response {
        guard let (session, _) = Principal.current.session else {
            throw AdminError.badRequest("no_password", "log in as a user first: only users have a password")
        }
        let form = try await request.form(upTo: 16_384)
        let language = PageFrame(request, title: "account").language
        do {
            let welcome = try await admin.accounts.changeOwnPassword(
                of: session.user, from: form["current_password"] ?? "", to: form["new_password"] ?? "",
                address: ClientAddress(request, context, admin.configuration))
            guard let welcome else {
                return try show(
                    request, problem: ("current_password", Texts(language)["password_wrong"]), status: .unprocessableContent)
            }
            var response = Response.redirect("/account", notice: "password_changed")
            response.headers.append(contentsOf: welcome.cookies(isSecure: Principal.current.isSecure))
            return response
        } catch let error as ValidationError {
            let text = error.problems.map { ProblemTexts.text($0.message, in: language) }.joined(separator: "; ")
            return try show(request, problem: ("new_password", text), status: .unprocessableContent)
        }
    }
}
