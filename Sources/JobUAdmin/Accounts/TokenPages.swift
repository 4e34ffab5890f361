import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/tokens`: what programs log in with.
struct TokenPages {
    let admin: AdminContext
    let renderer: PageRenderer

    /// What the form offers, days; the first means for ever.
    private static let lifetimes = [0, 30, 90, 365]

    func add(to router: Router<AdminRequestContext>) {
        router.get("tokens") { request, _ in try await show(request) }
        router.post("tokens") { request, _ in try await create(request) }
        router.post("tokens/:id/revoke") { request, context -> Response in
            let id = try context.tokenID()
            let form = try await request.form(upTo: 16_384)
            guard let token = try await admin.store.tokens().first(where: { $0.id == id }) else { throw AdminError.notFound("token") }
            if let question = try renderer.question({ $0.filled("ask_revoke", token.name) }, request, form, back: "/tokens") {
                return question
            }
            guard try await admin.store.revokeToken(id) else { throw AdminError.notFound("token") }
            return .redirect("/tokens", notice: "token_revoked")
        }
    }

    private func create(_ request: Request) async throws -> Response {
        let form = try await request.form(upTo: 16_384)
        let language = Language(of: request)
        let days = form["days"].flatMap { Int($0) }.flatMap { Self.lifetimes.contains($0) ? $0 : nil } ?? 90
        do {
            let made = try await admin.accounts.editor.createToken(
                name: (form["name"] ?? "").trimmingWhitespace, role: form["role"].flatMap(AccountRole.init(rawValue:)) ?? .viewer,
                expiresAt: days == 0 ? nil : admin.now + .seconds(86_400 * days), by: Principal.current.name)
            // Shown in this answer and never again: a redirect would need a place to keep it.
            return try await show(request, made: made.secret.text, status: .created)
        } catch let error as ValidationError {
            let texts = error.problems.map { ProblemTexts.text($0.message, in: language) }
            return try await show(request, problem: texts.joined(separator: "; "), typed: form, status: .unprocessableContent)
        } catch let error as AccountError {
            return try await show(request, problem: error.sentence(Texts(language)), typed: form, status: .conflict)
        }
    }

    private func show(
        _ request: Request, made: String? = nil, problem: String? = nil, typed: Pairs = Pairs(""), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let frame = PageFrame(request, title: "tokens")
        let texts = frame.texts
        let now = admin.now
        let tokens = try await admin.store.tokens()
        let days = typed["days"].flatMap { Int($0) } ?? 90
        return try renderer.page(
            "tokens",
            [
                "made": made ?? false, "problem": problem ?? false, "new_name": typed["name"] ?? "",
                "roles": RoleOptions.view(typed["role"].flatMap(AccountRole.init(rawValue:)) ?? .viewer, texts),
                "lifetimes": Self.lifetimes.map { count in
                    let label = count == 0 ? texts["never"] : texts.filled("days", count)
                    return ["value": String(count), "label": label, "selected": count == days] as View
                },
                "has_tokens": !tokens.isEmpty, "tokens": tokens.map { row($0, texts, now) },
            ], frame: frame, status: status)
    }

    private func row(_ token: APIToken, _ texts: Texts, _ now: Timestamp) -> View {
        let isExpired = token.expiresAt.map { $0 <= now } ?? false
        return [
            "href": "/tokens/\(token.id)", "name": token.name, "hint": token.hint, "role": texts["role_\(token.role.rawValue)"],
            "created_by": token.createdBy, "created": Show.time(token.createdAt), "expires": Show.time(token.expiresAt),
            "never_expires": token.expiresAt == nil, "expired": isExpired, "last_used": Show.time(token.lastUsedAt),
            "ask": texts.filled("ask_revoke", token.name),
        ]
    }
}
