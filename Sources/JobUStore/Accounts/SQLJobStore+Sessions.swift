import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func startSession(_ session: NewSession, now: Timestamp) async throws {
        // Nobody is woken: a login changes nothing that a page shows by itself.
        try await write(notifying: nil) { tx in
            try await tx.execute(
                """
                INSERT INTO sessions (session_hash, user_id, address, created_at, seen_at, expires_at)
                VALUES (\(session.hash), \(session.user), \(session.address), \(now), \(now), \(session.expiresAt))
                """)
            try await tx.execute(
                "UPDATE users SET last_login_at = \(now), last_login_address = \(session.address) WHERE id = \(session.user)")
            guard let row = try await tx.fetchOne("SELECT \(User.columns) FROM users u WHERE u.id = \(session.user)") else {
                throw AccountError.notFound
            }
            try await audit(tx, AuditChange("session.start", try User(row: row).subject))
        }
    }

    package func session(_ hash: String, now: Timestamp) async throws -> LiveSession? {
        try await fetch(
            """
            SELECT \(User.columns), s.created_at AS session_created_at, s.seen_at, s.expires_at
            FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.session_hash = \(hash) AND s.expires_at > \(now)
            """
        ).first.flatMap { row in
            let user = try User(row: row)
            guard user.problems.isEmpty else { return nil }
            return LiveSession(
                user: user, createdAt: try row.timestamp("session_created_at"), seenAt: try row.timestamp("seen_at"),
                expiresAt: try row.timestamp("expires_at"))
        }
    }

    package func touchSession(_ hash: String, expiresAt: Timestamp, now: Timestamp) async throws {
        _ = try await write(notifying: nil) { tx in
            try await tx.execute("UPDATE sessions SET seen_at = \(now), expires_at = \(expiresAt) WHERE session_hash = \(hash)")
        }
    }

    package func endSession(_ hash: String) async throws -> Bool {
        try await write(notifying: nil) { tx in
            let row = try await tx.fetchOne(
                "SELECT \(User.columns) FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.session_hash = \(hash)")
            guard try await tx.execute("DELETE FROM sessions WHERE session_hash = \(hash)") == 1, let row else { return false }
            try await audit(tx, AuditChange("session.end", try User(row: row).subject))
            return true
        }
    }

    package func pruneSessions(now: Timestamp) async throws -> Int {
        try await write(notifying: nil) { tx in try await tx.execute("DELETE FROM sessions WHERE expires_at <= \(now)") }
    }
}
