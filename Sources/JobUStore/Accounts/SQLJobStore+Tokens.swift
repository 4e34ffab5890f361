import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func tokens() async throws -> [APIToken] {
        try await fetch("SELECT \(APIToken.columns) FROM api_tokens ORDER BY name").map(APIToken.init(row:))
    }

    package func createToken(_ token: NewAPIToken, now: Timestamp) async throws -> APIToken {
        try await refusingTakenNames(token.name) {
            try await write { tx in
                let id = try await dialect.insertReturningID(
                    tx,
                    """
                    INSERT INTO api_tokens (name, token_hash, hint, role, created_by, created_at, expires_at)
                    VALUES (\(token.name), \(token.hash), \(token.hint), \(token.role.rawValue), \(token.createdBy), \(now), \(token.expiresAt))
                    """)
                let created = APIToken(
                    id: APITokenID(rawValue: id), name: token.name, hint: token.hint, role: token.role, createdBy: token.createdBy,
                    createdAt: now, expiresAt: token.expiresAt)
                try await audit(tx, .created("token.create", created.subject, created.audited))
                return created
            }
        }
    }

    package func token(_ hash: String, now: Timestamp) async throws -> APIToken? {
        try await fetch(
            "SELECT \(APIToken.columns) FROM api_tokens WHERE token_hash = \(hash) AND (expires_at IS NULL OR expires_at > \(now))"
        ).first.map(APIToken.init(row:)).flatMap { $0.problems.isEmpty ? $0 : nil }
    }

    package func touchToken(_ id: APITokenID, now: Timestamp) async throws {
        _ = try await write(notifying: nil) { tx in try await tx.execute("UPDATE api_tokens SET last_used_at = \(now) WHERE id = \(id)") }
    }

    package func revokeToken(_ id: APITokenID) async throws -> Bool {
        try await write { tx in
            let row = try await tx.fetchOne("SELECT \(APIToken.columns) FROM api_tokens WHERE id = \(id)")
            guard try await tx.execute("DELETE FROM api_tokens WHERE id = \(id)") == 1, let row else { return false }
            let token = try APIToken(row: row)
            try await audit(tx, .deleted("token.revoke", token.subject, token.audited))
            return true
        }
    }
}

extension APIToken {
    /// The columns of `api_tokens` but the hash.
    fileprivate static let columns: SQLQuery = "id, name, hint, role, created_by, created_at, expires_at, last_used_at"

    fileprivate init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            id: APITokenID(rawValue: try row.int64("id")), name: try reader.text("name"), hint: try reader.text("hint"),
            role: try reader.word("role", or: .viewer), createdBy: try reader.text("created_by"),
            createdAt: try row.timestamp("created_at"),
            expiresAt: try row.timestampIfPresent("expires_at"), lastUsedAt: try row.timestampIfPresent("last_used_at"))
        problems = reader.problems
    }

    fileprivate var subject: AuditSubject { AuditSubject(.token, id.description, name) }

    fileprivate var audited: [String: JSONValue] {
        [
            "name": .string(name), "role": .string(role.rawValue), "hint": .string(hint),
            "expires_at": expiresAt.map { .string($0.description) } ?? .null,
        ]
    }
}
