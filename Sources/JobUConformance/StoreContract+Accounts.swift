import JobUModel
import JobUStore

extension StoreContract {
    static let accounts: [StoreCase] = [
        StoreCase("logins are on as soon as there is a user, and the first one is an admin") { fixture in
            expect(try await !fixture.store.hasUsers())
            await expect(throws: AccountError.firstIsNoAdmin) { _ = try await fixture.user("mina", .viewer) }
            expect(try await !fixture.store.hasUsers())
            let admin = try await fixture.user("mina")
            expect(try await fixture.store.hasUsers())
            let viewer = try await fixture.user("하준", .viewer)
            expect(try await fixture.store.users() == [admin, viewer])
            expect(try await fixture.store.user(viewer.id) == viewer)
            let credentials = try require(try await fixture.store.credentials(of: "하준"))
            expect(credentials.user == viewer)
            expect(credentials.passwordHash == "hash of 하준")
            expect(try await fixture.store.credentials(of: "Mina") == nil)
            await expect(throws: AccountError.nameTaken("mina")) { _ = try await fixture.user("mina", .viewer) }
        },
        StoreCase("a new password ends all sessions of the user, a new role none") { fixture in
            let admin = try await fixture.user("mina")
            let other = try await fixture.user("other")
            try await fixture.session("one", of: admin)
            try await fixture.session("two", of: other)
            let changed = try await fixture.store.changeUser(other.id, UserChange(role: .operator), now: start + minutes(1))
            expect(changed.role == .operator && changed.updatedAt == start + minutes(1) && changed.createdAt == start)
            expect(try await fixture.store.session("two", now: start)?.user.role == .operator)
            _ = try await fixture.store.changeUser(other.id, UserChange(passwordHash: "new"), now: start)
            expect(try await fixture.store.credentials(of: "other")?.passwordHash == "new")
            expect(try await fixture.store.session("two", now: start) == nil)
            expect(try await fixture.store.session("one", now: start) != nil)
            await expect(throws: AccountError.notFound) {
                _ = try await fixture.store.changeUser(UserID(rawValue: 99_000_000_000), UserChange(role: .admin), now: start)
            }
        },
        StoreCase("a costlier hash takes the place of the same password only") { fixture in
            let admin = try await fixture.user("mina")
            try await fixture.session("one", of: admin)
            try await fixture.store.strengthenPassword(of: admin.id, from: "another", to: "stronger")
            expect(try await fixture.store.credentials(of: "mina")?.passwordHash == "hash of mina")
            try await fixture.store.strengthenPassword(of: admin.id, from: "hash of mina", to: "stronger")
            expect(try await fixture.store.credentials(of: "mina")?.passwordHash == "stronger")
            expect(try await fixture.store.session("one", now: start) != nil)
        },
        StoreCase("the last admin stays, also when two admins remove each other at once") { fixture in
            let first = try await fixture.user("first")
            await expect(throws: AccountError.lastAdmin) { try await fixture.store.removeUser(first.id) }
            await expect(throws: AccountError.lastAdmin) {
                _ = try await fixture.store.changeUser(first.id, UserChange(role: .operator), now: start)
            }
            let second = try await fixture.user("second")
            let removed = await withTaskGroup(of: Bool.self) { group in
                for user in [first, second] {
                    group.addTask { await fixture.hasRemoved(user) }
                }
                return await group.reduce(into: 0) { count, isRemoved in count += isRemoved ? 1 : 0 }
            }
            expect(removed == 1)
            expect(try await fixture.store.users().map(\.role) == [.admin])
        },
        StoreCase("removing a user ends the sessions; a removed user is not found") { fixture in
            _ = try await fixture.user("mina")
            let viewer = try await fixture.user("viewer", .viewer)
            try await fixture.session("one", of: viewer)
            try await fixture.store.removeUser(viewer.id)
            expect(try await fixture.store.session("one", now: start) == nil)
            expect(try await fixture.store.user(viewer.id) == nil)
            await expect(throws: AccountError.notFound) { try await fixture.store.removeUser(viewer.id) }
        },
        StoreCase("a session holds until it expires, longer when it is used, and ends when it is told to") { fixture in
            let user = try await fixture.user("mina")
            try await fixture.session("one", of: user, until: start + minutes(10))
            let session = try require(try await fixture.store.session("one", now: start + minutes(9)))
            expect(session.user.name == "mina" && session.createdAt == start && session.seenAt == start)
            expect(session.user.lastLoginAt == start && session.user.lastLoginAddress == "192.0.2.7")
            expect(try await fixture.store.session("one", now: start + minutes(10)) == nil)
            try await fixture.store.touchSession("one", expiresAt: start + minutes(19), now: start + minutes(9))
            let touched = try require(try await fixture.store.session("one", now: start + minutes(18)))
            expect(touched.seenAt == start + minutes(9) && touched.expiresAt == start + minutes(19))
            expect(try await fixture.store.session("two", now: start) == nil)
            expect(try await fixture.store.endSession("one"))
            expect(try await !fixture.store.endSession("one"))
            expect(try await fixture.store.session("one", now: start) == nil)
        },
        StoreCase("expired sessions are pruned, and no others") { fixture in
            let user = try await fixture.user("mina")
            try await fixture.session("old", of: user, until: start + minutes(1))
            try await fixture.session("new", of: user, until: start + minutes(2))
            expect(try await fixture.store.pruneSessions(now: start + minutes(1)) == 1)
            expect(try await fixture.store.session("new", now: start) != nil)
            expect(try await fixture.store.pruneSessions(now: start + minutes(1)) == 0)
        },
        StoreCase("a token is found by its hash until it expires or is revoked") { fixture in
            let new = NewAPIToken(
                name: "deploy", hash: "h1", hint: "jobu_abcd", role: .operator, createdBy: "mina", expiresAt: start + minutes(5))
            let token = try await fixture.store.createToken(new, now: start)
            expect(try await fixture.store.token("h1", now: start + minutes(4)) == token)
            expect(try await fixture.store.token("h1", now: start + minutes(5)) == nil)
            expect(try await fixture.store.token("h2", now: start) == nil)
            await expect(throws: AccountError.nameTaken("deploy")) { _ = try await fixture.store.createToken(new, now: start) }
            try await fixture.store.touchToken(token.id, now: start + minutes(1))
            expect(try await fixture.store.tokens().map(\.lastUsedAt) == [start + minutes(1)])
            expect(try await fixture.store.revokeToken(token.id))
            expect(try await !fixture.store.revokeToken(token.id))
            expect(try await fixture.store.token("h1", now: start) == nil)
            expect(try await fixture.store.tokens().isEmpty)
        },
    ]
}

extension StoreFixture {
    @discardableResult
    func user(_ name: String, _ role: AccountRole = .admin) async throws -> User {
        try await store.createUser(NewUser(name: name, passwordHash: "hash of \(name)", role: role), now: start)
    }

    func session(_ hash: String, of user: User, until: Timestamp = start + minutes(60)) async throws {
        try await store.startSession(NewSession(hash: hash, user: user.id, address: "192.0.2.7", expiresAt: until), now: start)
    }

    fileprivate func hasRemoved(_ user: User) async -> Bool {
        do {
            try await store.removeUser(user.id)
            return true
        } catch {
            expect(error as? AccountError == .lastAdmin)
            return false
        }
    }
}
