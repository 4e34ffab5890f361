/// What somebody may do; each role may do all that those before it may.
package enum AccountRole: String, Sendable, Codable, CaseIterable, Comparable {
    /// Looks.
    case viewer
    /// Runs, retries, cancels, pauses, enqueues.
    case `operator`
    /// Edits crons and queues, deletes, looks after users and tokens.
    case admin

    package static func < (left: AccountRole, right: AccountRole) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .operator: 1
        case .admin: 2
        }
    }
}

/// A row of `users`, without what proves who it is.
package struct User: Sendable, Equatable {
    package var id: UserID
    package var name: String
    package var role: AccountRole
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var lastLoginAt: Timestamp?
    /// Where the last login came from.
    package var lastLoginAddress: String?
    /// What could not be read: an account with such a thing is shown, and nobody can use it.
    package var problems: [ColumnProblem] = []

    package init(
        id: UserID, name: String, role: AccountRole, createdAt: Timestamp, updatedAt: Timestamp, lastLoginAt: Timestamp? = nil,
        lastLoginAddress: String? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.lastLoginAt = lastLoginAt
        self.lastLoginAddress = lastLoginAddress
    }
}

/// A session that holds, with whose it is.
package struct LiveSession: Sendable, Equatable {
    package var user: User
    package var createdAt: Timestamp
    /// When it was used last, to the minute or so.
    package var seenAt: Timestamp
    package var expiresAt: Timestamp

    package init(user: User, createdAt: Timestamp, seenAt: Timestamp, expiresAt: Timestamp) {
        self.user = user
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.expiresAt = expiresAt
    }
}

/// A row of `api_tokens`, without the token.
package struct APIToken: Sendable, Equatable {
    package var id: APITokenID
    package var name: String
    /// The token's first letters, by which its owner knows it again.
    package var hint: String
    package var role: AccountRole
    package var createdBy: String
    package var createdAt: Timestamp
    /// Nil for one that holds until it is revoked.
    package var expiresAt: Timestamp?
    /// To the minute or so.
    package var lastUsedAt: Timestamp?
    /// What could not be read: a token with such a thing is shown, and nobody can use it.
    package var problems: [ColumnProblem] = []

    package init(
        id: APITokenID, name: String, hint: String, role: AccountRole, createdBy: String, createdAt: Timestamp, expiresAt: Timestamp?,
        lastUsedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.hint = hint
        self.role = role
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}
