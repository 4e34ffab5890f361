import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@testable import JobUAdmin

/// How long a stream lasts that somebody was let in for.
@Suite("Events end", .timeLimit(.minutes(1)))
struct EventEndTests {
    enum Ending: CaseIterable {
        case logout, expiry, newPassword, removedUser, revokedToken, expiredToken, firstUser
    }

    private static let recheck = AdminConfiguration().eventRecheck
    private let clock = TestClock()
    private var time: TimeSource { .test(clock) }

    @Test("a stream ends soon after what opened it", arguments: Ending.allCases)
    func ends(_ ending: Ending) async throws {
        let (clock, time) = (clock, time)
        try await LiveAdmin.open(time: time) { admin in
            let guest = try await Guest(ending, admin.fixture.store, now: time.wall.now())
            let lines = try await admin.events(guest.field)
            #expect(await lines.first { $0.contains("event: hello") } != nil)
            try await clock.sleepers(count: 2)
            try await guest.end(now: time.wall.now())
            clock.advance(by: Self.recheck)
            // The server ends the answer, and with it the connection.
            for await _ in lines {}
            await admin.shutDown()
        }
    }

    @Test("a stream goes on while its session holds, and is no use of it")
    func goesOn() async throws {
        let (clock, time) = (clock, time)
        try await LiveAdmin.open(time: time) { admin in
            let guest = try await Guest(.logout, admin.fixture.store, now: time.wall.now())
            let lines = try await admin.events(guest.field)
            _ = await lines.first { $0.contains("event: hello") }
            // Longer than a session in use goes unnoted.
            for _ in 1...20 {
                try await clock.sleepers(count: 2)
                clock.advance(by: Self.recheck)
            }
            try await clock.sleepers(count: 2)
            admin.fixture.signals.notify([.pages])
            #expect(await lines.first { $0.contains("event: changed") } != nil)
            let session = try #require(try await admin.fixture.store.session(guest.secret.hash, now: time.wall.now()))
            #expect(session.seenAt == session.createdAt)
            // What comes next waits a moment, for others to come with it.
            try await clock.sleepers(count: 3)
            clock.advance(by: AdminConfiguration().eventCoalescing)
            await admin.shutDown()
        }
    }
}

/// Somebody who may listen, until the end that the test is about.
private struct Guest: Sendable {
    let ending: EventEndTests.Ending
    let store: SQLJobStore
    let secret: SessionSecret
    let token: TokenSecret
    let user: UserID?

    init(_ ending: EventEndTests.Ending, _ store: SQLJobStore, now: Timestamp) async throws {
        (self.ending, self.store) = (ending, store)
        (secret, token) = (SessionSecret(.system), TokenSecret())
        guard ending != .firstUser else {
            user = nil
            return
        }
        _ = try await store.createUser(NewUser(name: "mina", passwordHash: "-", role: .admin), now: now)
        let user = try await store.createUser(NewUser(name: "vera", passwordHash: "-", role: .viewer), now: now).id
        self.user = user
        let soon = now + .seconds(1)
        let late = now + .seconds(86_400)
        try await store.startSession(
            NewSession(hash: secret.hash, user: user, address: "::1", expiresAt: ending == .expiry ? soon : late), now: now)
        _ = try await store.createToken(
            NewAPIToken(
                name: "ci", hash: token.hash, hint: token.hint, role: .viewer, createdBy: "mina",
                expiresAt: ending == .expiredToken ? soon : nil), now: now)
    }

    var field: String? {
        switch ending {
        case .firstUser: nil
        case .revokedToken, .expiredToken: "Authorization: Bearer \(token.text)"
        case .logout, .expiry, .newPassword, .removedUser: "Cookie: jobu_session=\(secret.text)"
        }
    }

    func end(now: Timestamp) async throws {
        switch ending {
        case .logout: #expect(try await store.endSession(secret.hash))
        case .newPassword: _ = try await store.changeUser(#require(user), UserChange(passwordHash: "other"), now: now)
        case .removedUser: try await store.removeUser(#require(user))
        case .revokedToken:
            let id = try #require(try await store.token(token.hash, now: now)).id
            #expect(try await store.revokeToken(id))
        case .firstUser: _ = try await store.createUser(NewUser(name: "mina", passwordHash: "-", role: .admin), now: now)
        case .expiry, .expiredToken: break
        }
    }
}
