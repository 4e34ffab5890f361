package import JobUModel
package import JobUStore

/// Adds and changes users and tokens on behalf of a person or program: checks, hashes, stores. API, pages and command line all go
/// through here.
package struct AccountEditor: Sendable {
    private let store: any AccountStore
    private let hasher: PasswordHasher
    private let secrets: SecretSource
    private let wall: any WallClock

    package init(
        store: any AccountStore, hasher: PasswordHasher = PasswordHasher(), secrets: SecretSource = .system, wall: any WallClock
    ) {
        self.store = store
        self.hasher = hasher
        self.secrets = secrets
        self.wall = wall
    }

    /// - Throws: `ValidationError`, `AccountError`, `PasswordHasherBusy`.
    package func createUser(name: String, password: String, role: AccountRole) async throws -> User {
        let name = UserNameRules.spelling(name)
        var problems = AccountRules.problems(userName: name)
        let others = try await store.users().map(\.name)
        if problems.isEmpty { problems = UserNameRules.problems(name, among: others) }
        problems += AccountRules.problems(password: password, of: name)
        guard problems.isEmpty else { throw ValidationError(problems) }
        // A hash keeps a core busy: what will be refused is refused before it.
        guard !others.contains(name) else { throw AccountError.nameTaken(name) }
        guard !others.isEmpty || role == .admin else { throw AccountError.firstIsNoAdmin }
        let hash = try await hasher.hash(password)
        return try await store.createUser(NewUser(name: name, passwordHash: hash, role: role), now: wall.now())
    }

    /// Changes what is given.
    /// - Parameter field: how the caller's form names the password.
    /// - Throws: as `createUser`.
    package func changeUser(
        _ id: UserID, role: AccountRole? = nil, password: String? = nil, field: String = "password"
    ) async throws -> User {
        guard let user = try await store.user(id) else { throw AccountError.notFound }
        var change = UserChange(role: role)
        if let password {
            let problems = AccountRules.problems(password: password, of: user.name, field: field)
            guard problems.isEmpty else { throw ValidationError(problems) }
            change.passwordHash = try await hasher.hash(password)
        }
        return try await store.changeUser(id, change, now: wall.now())
    }

    /// - Returns: the token, whose secret is never shown again.
    /// - Throws: `ValidationError`, `AccountError`.
    package func createToken(
        name: String, role: AccountRole, expiresAt: Timestamp?, by creator: String
    ) async throws -> (token: APIToken, secret: TokenSecret) {
        let now = wall.now()
        var problems = AccountRules.problems(tokenName: name)
        if let expiresAt, expiresAt <= now { problems.append(ValidationProblem(field: "expires_at", message: "must be in the future")) }
        guard problems.isEmpty else { throw ValidationError(problems) }
        let secret = TokenSecret(secrets)
        let new = NewAPIToken(
            name: name, hash: secret.hash, hint: secret.hint, role: role, createdBy: creator, expiresAt: expiresAt)
        return (try await store.createToken(new, now: now), secret)
    }
}
