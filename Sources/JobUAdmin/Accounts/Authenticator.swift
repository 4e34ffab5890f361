import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore
import Logging
import Synchronization

/// Logs people in and out, and knows who sends a request.
final class Authenticator: Sendable {
    /// A token's row is written at most this often, and a session's.
    private static let touchInterval = Duration.seconds(60)
    /// Well within the time a session may be idle, or it would end while it is used.
    private var sessionTouchInterval: Duration { min(Self.touchInterval, configuration.sessionIdle / 4) }

    /// Adds and changes users and tokens.
    let editor: AccountEditor
    private let store: any AccountStore
    private let hasher: PasswordHasher
    private let gate: LoginGate
    private let secrets: SecretSource
    private let time: TimeSource
    private let configuration: AdminConfiguration
    private let logger: Logger
    /// Once there are users there always are: the last admin stays.
    private let areLoginsOn = Mutex(false)

    init(
        store: any AccountStore, hasher: PasswordHasher, secrets: SecretSource = .system, time: TimeSource,
        configuration: AdminConfiguration, logger: Logger
    ) {
        self.store = store
        self.hasher = hasher
        self.secrets = secrets
        gate = LoginGate(time: time)
        editor = AccountEditor(store: store, hasher: hasher, secrets: secrets, wall: time.wall)
        self.time = time
        self.configuration = configuration
        self.logger = logger
    }

    func hasUsers() async throws -> Bool {
        if areLoginsOn.withLock({ $0 }) { return true }
        guard try await store.hasUsers() else { return false }
        areLoginsOn.withLock { $0 = true }
        return true
    }

    // MARK: who asks

    /// Who sends a request. A token of ours that is shown counts before a cookie, and one that does not hold is never passed over. What a
    /// proxy says with `Authorization`, such as `Basic`, is none of ours: it neither lets in nor keeps out.
    func identify(_ request: Request, from address: ClientAddress) async throws -> Principal.Identity {
        let identity = try await look(request, address)
        let now = time.wall.now()
        switch identity {
        case .user(let session, let secret) where now - session.seenAt >= sessionTouchInterval:
            try await store.touchSession(secret.hash, expiresAt: expiry(began: session.createdAt, now: now), now: now)
        case .token(let token) where token.lastUsedAt.map({ now - $0 >= Self.touchInterval }) ?? true:
            try await store.touchToken(token.id, now: now)
        default: break
        }
        return identity
    }

    /// Whether a request that is being answered would still be let in. Asking is no use of the session or token.
    func admits(_ request: Request, from address: ClientAddress) async throws -> Bool {
        Principal.role(of: try await look(request, address)) != nil
    }

    private func look(_ request: Request, _ address: ClientAddress) async throws -> Principal.Identity {
        let cookie = request.cookies[SessionCookie.name(isSecure: address.isSecure)]?.value
        if let authorization = Authorization(request.headers[.authorization]), authorization.isOurs || cookie == nil {
            return try await look(authorization)
        }
        guard try await hasUsers() else {
            return address.isDirect || configuration.isProxyTrustedToAuthenticate ? .local : .distant
        }
        guard let cookie else { return .nobody }
        guard let secret = SessionSecret(cookie: cookie) else { return .stranger }
        guard let session = try await store.session(secret.hash, now: time.wall.now()) else { return .stranger }
        return .user(session, secret)
    }

    private func look(_ authorization: Authorization) async throws -> Principal.Identity {
        guard authorization.isOurs else { return .stranger }
        guard let token = try await store.token(Fingerprint.of(authorization.token), now: time.wall.now()) else { return .stranger }
        return .token(token)
    }

    private func expiry(began: Timestamp, now: Timestamp) -> Timestamp {
        min(began + configuration.sessionLifetime, now + configuration.sessionIdle)
    }

    // MARK: login and logout

    enum LoginResult: Sendable {
        case welcome(Welcome)
        /// A wrong name or a wrong password; which one is not told.
        case refused
        case wait(Duration)
    }

    /// What a browser gets after a login.
    struct Welcome: Sendable {
        var session: SessionSecret
        var device: DeviceMark

        func cookies(isSecure: Bool) -> [HTTPField] {
            [SessionCookie.set(session, isSecure: isSecure), SessionCookie.setDevice(device, isSecure: isSecure)]
                .map { HTTPField(name: .setCookie, value: $0) }
        }
    }

    /// Checks name and password and begins a new session; one the browser had before ends.
    /// - Parameters:
    ///   - earlier: the session of this browser.
    ///   - device: its mark of an earlier login, whomever it is of.
    /// - Throws: `PasswordHasherBusy`; what the store throws.
    func login(
        name: String, password: String, address: ClientAddress, earlier: SessionSecret?, device: DeviceMark?
    ) async throws -> LoginResult {
        let name = String(AccountRules.normalized(name).prefix(100))
        // Names of before the rule of one spelling stay as they are.
        let plain = UserNameRules.spelling(name)
        var known = try await store.credentials(of: name)
        if known == nil, plain != name { known = try await store.credentials(of: plain) }
        let mark = device.flatMap { mark in
            known.map { mark.isOf(user: $0.user.name, passwordHash: $0.passwordHash) } == true ? mark : nil
        }
        let attempt: LoginGate.Attempt
        switch try await gate.enter(name, from: address, user: known?.user, device: mark) {
        case .attempt(let taken): attempt = taken
        case .wait(let time):
            logger.notice("Login rate limited", metadata: ["address": "\(address.text)"])
            return .wait(time)
        }
        // A password that could never be set is not worth a hash.
        guard password.utf8.count <= AccountRules.passwordBytesMax else { return .refused }
        let verdict = try await hasher.check(password, against: known?.passwordHash, isUrgent: attempt.isFamiliar)
        guard let known, verdict != .wrong else {
            logger.notice("Login failed", metadata: ["address": "\(address.text)"])
            return .refused
        }
        gate.giveBack(attempt)
        if case .rightWithNewHash(let hash) = verdict {
            try await store.strengthenPassword(of: known.user.id, from: known.passwordHash, to: hash)
        }
        return .welcome(try await begin(known.user, address, earlier))
    }

    private func begin(_ user: User, _ address: ClientAddress, _ earlier: SessionSecret?) async throws -> Welcome {
        let secret = SessionSecret(secrets)
        let now = time.wall.now()
        let session = NewSession(hash: secret.hash, user: user.id, address: address.text, expiresAt: expiry(began: now, now: now))
        try await AuditActor.$current.withValue(
            AuditActor(.user, name: user.name, address: address.text, wall: time.wall)
        ) {
            if let earlier { _ = try await store.endSession(earlier.hash) }
            try await store.startSession(session, now: now)
        }
        // The login may have stored a new hash.
        let hash = try await store.credentials(of: user.name)?.passwordHash ?? secrets.text()
        return Welcome(session: secret, device: DeviceMark(secrets, user: user.name, passwordHash: hash))
    }

    func logout(_ secret: SessionSecret) async throws {
        _ = try await store.endSession(secret.hash)
    }

    /// Changes one's own password: all sessions end, and this browser gets a new one. Nil when the present password is wrong.
    /// - Throws: `ValidationError`, `AdminError` 429, `AccountError`, `PasswordHasherBusy`.
    func changeOwnPassword(of user: User, from current: String, to new: String, address: ClientAddress) async throws -> Welcome? {
        // A stolen session must not become a way to guess the password.
        let attempt: LoginGate.Attempt
        switch gate.enter(ownPasswordOf: user) {
        case .attempt(let taken): attempt = taken
        case .wait(let time): throw AdminError.tooManyLogins(time)
        }
        guard let known = try await store.credentials(of: user.name),
            try await hasher.check(String(current.prefix(AccountRules.passwordBytesMax)), against: known.passwordHash) != .wrong
        else { return nil }
        gate.giveBack(attempt)
        _ = try await editor.changeUser(user.id, password: new, field: "new_password")
        return try await begin(user, address, nil)
    }
}
