import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

extension AdminHarness {
    static let password = "correct horse battery"

    /// - Parameter admin: a user to add before, for the first has to be an admin.
    @discardableResult
    func user(_ name: String, _ role: AccountRole, first admin: String) async throws -> User {
        try await user(admin, .admin)
        return try await user(name, role)
    }

    @discardableResult
    func user(_ name: String, _ role: AccountRole, password: String = Self.password) async throws -> User {
        let hash = try PasswordHash(password, cost: PasswordCost(logN: 4, parallelism: 1), salt: [1, 2, 3]).stored
        return try await fixture.store.createUser(NewUser(name: name, passwordHash: hash, role: role), now: time.wall.now())
    }

    /// Creates a token and returns it.
    func token(_ role: AccountRole, name: String = "ci", expiresAt: Timestamp? = nil) async throws -> String {
        let secret = TokenSecret()
        _ = try await fixture.store.createToken(
            NewAPIToken(name: name, hash: secret.hash, hint: secret.hint, role: role, createdBy: "mina", expiresAt: expiresAt),
            now: time.wall.now())
        return secret.text
    }

    /// A browser: it keeps cookies, and sends what a browser sends.
    func browser() -> Browser { Browser(harness: self) }
}

/// Keeps cookies, follows nothing by itself.
final class Browser {
    let harness: AdminHarness
    var cookies: [String: String] = [:]
    /// The attributes of every cookie that was set.
    private(set) var attributes: [String: String] = [:]

    init(harness: AdminHarness) { self.harness = harness }

    var headers: HTTPFields {
        cookies.isEmpty ? [:] : [.cookie: cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")]
    }

    func get(_ uri: String) async throws -> TestResponse { note(try await harness.get(uri, headers)) }

    func post(_ uri: String, _ fields: [String: String]) async throws -> TestResponse {
        var headers = headers
        headers[.origin] = "http://localhost"
        let form = fields.map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
        return note(try await harness.post(uri, form: form, headers))
    }

    /// Loads the form, fills it in, sends it.
    func login(_ name: String, _ password: String = AdminHarness.password, next: String = "/") async throws -> TestResponse {
        let form = try await get("/login").text
        return try await post("/login", ["name": name, "password": password, "next": next, "csrf": csrf(in: form)])
    }

    /// The token of the present session's forms.
    func csrf() async throws -> String { csrf(in: try await get("/account").text) }

    func csrf(in html: String) -> String { html.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) } ?? "" }

    private func note(_ reply: TestResponse) -> TestResponse {
        for cookie in reply.headers[values: .setCookie] {
            let halves = cookie.split(separator: ";", maxSplits: 1).map(String.init)
            let pair = halves[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            attributes[pair[0]] = halves.count > 1 ? halves[1] : ""
            cookies[pair[0]] = cookie.contains("Max-Age=0") ? nil : pair[1]
        }
        return reply
    }

    private func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
