import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/users`: who may log in.
struct UserPages {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<AdminRequestContext>) {
        router.get("users") { request, _ in try await show(request) }
        router.post("users") { request, _ in
            try await press(request, done: "user_created") { form in
                let role = form["role"].flatMap(AccountRole.init(rawValue:)) ?? .viewer
                _ = try await admin.accounts.editor.createUser(name: form["name"] ?? "", password: form["password"] ?? "", role: role)
            }
        }
        router.post("users/:id/role") { request, context in
            let id = try context.userID()
            return try await press(request, done: "user_changed") { form in
                guard let role = form["role"].flatMap(AccountRole.init(rawValue:)) else {
                    throw AdminError.badRequest("bad_role", "role must be one of viewer, operator, admin")
                }
                _ = try await admin.accounts.editor.changeUser(id, role: role)
            }
        }
        router.post("users/:id/password") { request, context in
            let id = try context.userID()
            return try await press(request, done: "user_password") { form in
                _ = try await admin.accounts.editor.changeUser(id, password: form["password"] ?? "")
            }
        }
        router.post("users/:id/delete") { request, context -> Response in
            let id = try context.userID()
            let form = try await request.form(upTo: 16_384)
            guard let user = try await admin.store.user(id) else { throw AccountError.notFound }
            if let question = try renderer.question({ $0.filled("ask_delete_user", user.name) }, request, form, back: "/users") {
                return question
            }
            return try await press(request, form, done: "user_deleted") { _ in try await admin.store.removeUser(id) }
        }
    }

    /// Does what a button says; what is refused is told above the list.
    /// - Parameter read: the form, where it has been read already.
    private func press(
        _ request: Request, _ read: Pairs? = nil, done notice: String, _ body: (Pairs) async throws -> Void
    ) async throws -> Response {
        let form: Pairs
        if let read { form = read } else { form = try await request.form(upTo: 16_384) }
        let language = Language(of: request)
        do {
            try await body(form)
            return .redirect("/users", notice: notice)
        } catch let error as ValidationError {
            let problems = error.problems.map { InputProblem($0).translated(language) }
            return try await show(request, problems: problems, typed: form, status: .unprocessableContent)
        } catch let error as AccountError where error != .notFound {
            let problem = InputProblem(.body, "", error.sentence(Texts(language)))
            return try await show(request, problems: [problem], typed: form, status: .conflict)
        }
    }

    private func show(
        _ request: Request, problems: [InputProblem] = [], typed: Pairs = Pairs(""), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let frame = PageFrame(request, title: "users")
        let users = try await admin.store.users()
        let chosen = typed["role"].flatMap(AccountRole.init(rawValue:)) ?? (users.isEmpty ? .admin : .viewer)
        return try renderer.page(
            "users",
            [
                "has_users": !users.isEmpty, "users": users.map { row($0, frame.texts) }, "new_name": typed["name"] ?? "",
                "roles": RoleOptions.view(chosen, frame.texts), "has_problems": !problems.isEmpty,
                "problems": problems.map { problem in
                    (problem.field.isEmpty ? "" : frame.texts["user_\(problem.field)"] + ": ") + problem.message
                },
            ], frame: frame, status: status)
    }

    private func row(_ user: User, _ texts: Texts) -> View {
        [
            "href": "/users/\(user.id)", "id": user.id.description, "name": user.name, "roles": RoleOptions.view(user.role, texts),
            "created": Show.time(user.createdAt), "last_login": Show.time(user.lastLoginAt), "address": user.lastLoginAddress ?? "",
            "is_self": Principal.current.session?.session.user.id == user.id,
            "ask": texts.filled("ask_delete_user", user.name),
        ]
    }
}

/// The choice of a role.
enum RoleOptions {
    static func view(_ chosen: AccountRole, _ texts: Texts) -> [View] {
        AccountRole.allCases.map { role in
            ["value": role.rawValue, "label": texts["role_\(role.rawValue)"], "selected": role == chosen]
        }
    }
}

extension AccountError {
    /// In the language of a page.
    func sentence(_ texts: Texts) -> String {
        switch self {
        case .nameTaken(let name): texts.filled("name_taken", name)
        case .notFound: texts["not_found"]
        case .lastAdmin: texts["last_admin"]
        case .firstIsNoAdmin: texts["first_is_no_admin"]
        }
    }
}
