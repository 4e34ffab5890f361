import JobUModel
import JobUStore

/// Who sends the request that the running task answers.
struct Principal: Sendable {
    enum Identity: Sendable {
        /// There are no users: whoever reaches this machine's own address may do everything.
        case local
        /// There are no users, and the request comes from another machine or through a proxy.
        case distant
        case nobody
        case user(LiveSession, SessionSecret)
        case token(APIToken)
        /// A token or a session was shown that does not hold (any more).
        case stranger
        /// The store could not say.
        case unknown(any Error)
    }

    var identity: Identity
    var address: String
    /// What limits count for the address: itself, or its network of IPv6.
    var bucket = ""
    /// Whether the browser speaks TLS, with us or with a proxy we trust.
    var isSecure: Bool

    /// Nil for somebody who has to log in first.
    var role: AccountRole? { Self.role(of: identity) }

    static func role(of identity: Identity) -> AccountRole? {
        switch identity {
        case .local: .admin
        case .user(let session, _): session.user.role
        case .token(let token): token.role
        case .distant, .nobody, .stranger, .unknown: nil
        }
    }

    /// How the API and the audit log call this kind of visitor.
    var kind: String {
        switch identity {
        case .local: AuditActor.Kind.local.rawValue
        case .user: AuditActor.Kind.user.rawValue
        case .token: AuditActor.Kind.token.rawValue
        case .distant, .nobody, .stranger, .unknown: "nobody"
        }
    }

    var name: String {
        switch identity {
        case .local: "local"
        case .user(let session, _): session.user.name
        case .token(let token): token.name
        case .distant, .nobody, .stranger, .unknown: ""
        }
    }

    func may(_ role: AccountRole) -> Bool { self.role.map { $0 >= role } ?? false }

    var session: (session: LiveSession, secret: SessionSecret)? {
        if case .user(let session, let secret) = identity { (session, secret) } else { nil }
    }

    /// Whom the audit log names.
    func actor(_ wall: any WallClock) -> AuditActor? {
        AuditActor.Kind(rawValue: kind).map { AuditActor($0, name: name, address: address, wall: wall) }
    }

    /// A task local, like the actor of the audit log: pages and routes need not hand it on.
    @TaskLocal static var current = Principal(identity: .nobody, address: "", isSecure: false)
}

extension Principal {
    /// What a page has to know of its reader.
    var view: View {
        [
            "signed_in": session != nil, "no_login_notice": isLocal, "user_name": name,
            "can_operate": may(.operator), "can_administer": may(.admin), "csrf": session?.secret.formToken ?? false,
        ]
    }

    private var isLocal: Bool { if case .local = identity { true } else { false } }
}
