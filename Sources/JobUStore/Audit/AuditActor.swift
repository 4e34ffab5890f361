package import JobUModel

/// On whose behalf the running task changes the store. Whatever it changes is written into the audit log, in the transaction of the
/// change. Services set none: what they do is not a person's decision.
package struct AuditActor: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A user who logged in.
        case user
        /// A program with an API token.
        case token
        /// Somebody on this machine, while there are no users.
        case local
        /// The command line; the name is that of the operating system's user.
        case cli
    }

    package var kind: Kind
    package var name: String
    /// Where the request came from; nil on the command line.
    package var address: String?
    /// Says when.
    package var wall: any WallClock

    package init(_ kind: Kind, name: String, address: String?, wall: any WallClock) {
        self.kind = kind
        self.name = name
        self.address = address
        self.wall = wall
    }

    /// A task local and no parameter, so that no verb, route or command can forget to hand it on.
    @TaskLocal package static var current: AuditActor?
}
