package import JobUModel

/// A user as the API shows one.
package struct UserReply: Encodable, Sendable {
    private let user: User

    package init(_ user: User) { self.user = user }

    enum CodingKeys: String, CodingKey {
        case id, name, role
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case lastLoginAt = "last_login_at"
        case lastLoginAddress = "last_login_address"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(user.id, forKey: .id)
        try container.encode(user.name, forKey: .name)
        try container.encode(user.role, forKey: .role)
        try container.encode(user.createdAt, forKey: .createdAt)
        try container.encode(user.updatedAt, forKey: .updatedAt)
        try container.encode(user.lastLoginAt, forKey: .lastLoginAt)
        try container.encode(user.lastLoginAddress, forKey: .lastLoginAddress)
    }
}

/// A token as the API shows it; with the secret in the answer to its creation alone.
package struct TokenReply: Encodable, Sendable {
    private let token: APIToken
    private let secret: TokenSecret?

    package init(_ token: APIToken, secret: TokenSecret? = nil) {
        self.token = token
        self.secret = secret
    }

    enum CodingKeys: String, CodingKey {
        case id, name, hint, role, token
        case createdBy = "created_by"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case lastUsedAt = "last_used_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(token.id, forKey: .id)
        try container.encode(token.name, forKey: .name)
        try container.encode(token.hint, forKey: .hint)
        try container.encode(token.role, forKey: .role)
        try container.encode(token.createdBy, forKey: .createdBy)
        try container.encode(token.createdAt, forKey: .createdAt)
        try container.encode(token.expiresAt, forKey: .expiresAt)
        try container.encode(token.lastUsedAt, forKey: .lastUsedAt)
        try container.encodeIfPresent(secret?.text, forKey: .token)
    }
}

/// Who asks, as `/api/me` tells it.
struct MeReply: Encodable, Sendable {
    var kind: String
    var name: String
    var role: AccountRole
    /// When the session or token ends; nil where it does not.
    var expiresAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case kind, name, role
        case expiresAt = "expires_at"
    }

    init(_ principal: Principal) {
        kind = principal.kind
        name = principal.name
        role = principal.role ?? .viewer
        switch principal.identity {
        case .user(let session, _): expiresAt = session.expiresAt
        case .token(let token): expiresAt = token.expiresAt
        default: expiresAt = nil
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(name, forKey: .name)
        try container.encode(role, forKey: .role)
        try container.encode(expiresAt, forKey: .expiresAt)
    }
}
