import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func hasUsers() async throws -> Bool {
        try await fetch("SELECT id FROM users LIMIT 1").first != nil
    }

    package func users() async throws -> [User] {
        try await fetch("SELECT \(User.columns) FROM users u ORDER BY u.name").map(User.init(row:))
    }

    package func user(_ id: UserID) async throws -> User? {
        try await fetch("SELECT \(User.columns) FROM users u WHERE u.id = \(id)").first.map(User.init(row:))
    }

    package func credentials(of name: String) async throws -> UserCredentials? {
        try await fetch("SELECT \(User.columns), u.password_hash FROM users u WHERE u.name = \(name)").first.flatMap { row in
            let user = try User(row: row)
            return user.problems.isEmpty ? UserCredentials(user: user, passwordHash: try row.text("password_hash")) : nil
        }
    }

    package func createUser(_ user: NewUser, now: Timestamp) async throws -> User {
        try await refusingTakenNames(user.name) {
            try await write { tx in
                if user.role != .admin, try await tx.fetchOne("SELECT id FROM users LIMIT 1") == nil { throw AccountError.firstIsNoAdmin }
                let id = try await dialect.insertReturningID(
                    tx,
                    """
                    INSERT INTO users (name, password_hash, role, created_at, updated_at)
                    VALUES (\(user.name), \(user.passwordHash), \(user.role.rawValue), \(now), \(now))
                    """)
                let created = User(id: UserID(rawValue: id), name: user.name, role: user.role, createdAt: now, updatedAt: now)
                try await note(tx, .created("user.create", created.subject, ["name": .string(user.name), "role": created.roleValue]))
                return created
            }
        }
    }

    package func changeUser(_ id: UserID, _ change: UserChange, now: Timestamp) async throws -> User {
        try await write { tx in
            guard let old = try await Self.user(tx, id) else { throw AccountError.notFound }
            if let role = change.role, role != .admin { try await Self.keepAnAdmin(tx, besides: old) }
            try await tx.execute(
                """
                UPDATE users SET role = \((change.role ?? old.role).rawValue), updated_at = \(now),
                    password_hash = COALESCE(\(change.passwordHash), password_hash)
                WHERE id = \(id)
                """)
            if change.passwordHash != nil { try await tx.execute("DELETE FROM sessions WHERE user_id = \(id)") }
            guard let new = try await Self.user(tx, id) else { throw AccountError.notFound }
            if change.passwordHash != nil { try await note(tx, AuditChange("user.password", old.subject)) }
            if new.role != old.role {
                try await note(
                    tx, AuditChange("user.role", old.subject, before: ["role": old.roleValue], after: ["role": new.roleValue]))
            }
            return new
        }
    }

    package func removeUser(_ id: UserID) async throws {
        try await write { tx in
            guard let user = try await Self.user(tx, id) else { throw AccountError.notFound }
            try await Self.keepAnAdmin(tx, besides: user)
            try await tx.execute("DELETE FROM users WHERE id = \(id)")
            try await note(tx, .deleted("user.delete", user.subject, ["name": .string(user.name), "role": user.roleValue]))
        }
    }

    package func strengthenPassword(of id: UserID, from old: String, to new: String) async throws {
        _ = try await write(notifying: nil) { tx in
            try await tx.execute("UPDATE users SET password_hash = \(new) WHERE id = \(id) AND password_hash = \(old)")
        }
    }

    /// Refuses changes that would leave no admin.
    private static func keepAnAdmin(_ tx: Transaction, besides user: User) async throws {
        guard user.role == .admin else { return }
        // Holds every admin's row, so that two admins who remove each other at once come one after the other.
        try await tx.execute("UPDATE users SET updated_at = updated_at WHERE role = 'admin'")
        let others = try await tx.fetchOne("SELECT id FROM users WHERE role = 'admin' AND id <> \(user.id) LIMIT 1")
        if others == nil { throw AccountError.lastAdmin }
    }

    private static func user(_ tx: Transaction, _ id: UserID) async throws -> User? {
        try await tx.fetchOne("SELECT \(User.columns) FROM users u WHERE u.id = \(id)").map(User.init(row:))
    }

    func refusingTakenNames<Value: Sendable>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as SQLError where error.code == .uniqueViolation {
            throw AccountError.nameTaken(name)
        }
    }
}

extension User {
    /// The columns of `users` but the hash, read under the alias `u`.
    static let columns: SQLQuery = "u.id, u.name, u.role, u.created_at, u.updated_at, u.last_login_at, u.last_login_address"

    init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            id: UserID(rawValue: try row.int64("id")), name: try reader.text("name"), role: try reader.word("role", or: .viewer),
            createdAt: try row.timestamp("created_at"), updatedAt: try row.timestamp("updated_at"),
            lastLoginAt: try row.timestampIfPresent("last_login_at"), lastLoginAddress: try reader.textIfPresent("last_login_address"))
        problems = reader.problems
    }

    var subject: AuditSubject { AuditSubject(.user, id.description, name) }
    fileprivate var roleValue: JSONValue { .string(role.rawValue) }
}
