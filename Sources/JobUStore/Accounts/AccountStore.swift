package import JobUModel

/// Users, their sessions, and API tokens. Secrets come and go as hashes only.
package protocol AccountStore: Sendable {
    /// Who may write the parameters of a handler's jobs; nil for a handler that no worker has registered with yet.
    func paramsAuthor(of handler: String) async throws -> ParamsAuthor?
    /// Whether logins are on. The last admin stays, so that a yes never becomes a no.
    func hasUsers() async throws -> Bool
    /// All users by name.
    func users() async throws -> [User]
    func user(_ id: UserID) async throws -> User?
    /// A user with the hash of the password.
    func credentials(of name: String) async throws -> UserCredentials?
    /// - Throws: `AccountError.nameTaken`, `.firstIsNoAdmin`.
    func createUser(_ user: NewUser, now: Timestamp) async throws -> User
    /// Changes role or password. A new password ends all sessions of the user.
    /// - Throws: `AccountError.notFound`, `.lastAdmin`.
    func changeUser(_ id: UserID, _ change: UserChange, now: Timestamp) async throws -> User
    /// Removes a user with all sessions.
    /// - Throws: `AccountError.notFound`, `.lastAdmin`.
    func removeUser(_ id: UserID) async throws
    /// Puts a costlier hash of the same password in the place of one that is still there.
    func strengthenPassword(of id: UserID, from old: String, to new: String) async throws

    /// Stores a session, and records the login with the user.
    func startSession(_ session: NewSession, now: Timestamp) async throws
    /// A session that has not expired.
    func session(_ hash: String, now: Timestamp) async throws -> LiveSession?
    /// Notes that a session was used, and how long it holds now.
    func touchSession(_ hash: String, expiresAt: Timestamp, now: Timestamp) async throws
    /// Ends a session; false when there is none.
    func endSession(_ hash: String) async throws -> Bool
    /// Deletes sessions that have expired; returns how many.
    func pruneSessions(now: Timestamp) async throws -> Int

    /// All tokens by name, expired ones too.
    func tokens() async throws -> [APIToken]
    /// - Throws: `AccountError.nameTaken`.
    func createToken(_ token: NewAPIToken, now: Timestamp) async throws -> APIToken
    /// A token that has not expired.
    func token(_ hash: String, now: Timestamp) async throws -> APIToken?
    func touchToken(_ id: APITokenID, now: Timestamp) async throws
    /// Deletes a token for good; false when there is none.
    func revokeToken(_ id: APITokenID) async throws -> Bool
}

package struct UserCredentials: Sendable {
    package var user: User
    package var passwordHash: String

    package init(user: User, passwordHash: String) {
        self.user = user
        self.passwordHash = passwordHash
    }
}

package struct NewUser: Sendable {
    package var name: String
    package var passwordHash: String
    package var role: AccountRole

    package init(name: String, passwordHash: String, role: AccountRole) {
        self.name = name
        self.passwordHash = passwordHash
        self.role = role
    }
}

/// What is nil stays as it is.
package struct UserChange: Sendable {
    package var role: AccountRole?
    package var passwordHash: String?

    package init(role: AccountRole? = nil, passwordHash: String? = nil) {
        self.role = role
        self.passwordHash = passwordHash
    }
}

package struct NewSession: Sendable {
    package var hash: String
    package var user: UserID
    package var address: String
    package var expiresAt: Timestamp

    package init(hash: String, user: UserID, address: String, expiresAt: Timestamp) {
        self.hash = hash
        self.user = user
        self.address = address
        self.expiresAt = expiresAt
    }
}

package struct NewAPIToken: Sendable {
    package var name: String
    package var hash: String
    package var hint: String
    package var role: AccountRole
    package var createdBy: String
    package var expiresAt: Timestamp?

    package init(name: String, hash: String, hint: String, role: AccountRole, createdBy: String, expiresAt: Timestamp?) {
        self.name = name
        self.hash = hash
        self.hint = hint
        self.role = role
        self.createdBy = createdBy
        self.expiresAt = expiresAt
    }
}

/// What the store of accounts refuses.
package enum AccountError: Error, Sendable, Equatable, CustomStringConvertible {
    case nameTaken(String)
    case notFound
    case lastAdmin
    case firstIsNoAdmin

    package var description: String {
        switch self {
        case .nameTaken(let name): "the name '\(name)' is already taken"
        case .notFound: "no such user"
        case .lastAdmin: "this is the last admin; make another user an admin first"
        case .firstIsNoAdmin: "the first user must be an admin"
        }
    }
}
