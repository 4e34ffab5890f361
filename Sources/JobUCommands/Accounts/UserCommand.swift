import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage users of the pages.",
        discussion: """
            As soon as a user exists, pages and API require a login. Roles: a viewer reads; an operator also runs, retries, cancels and \
            pauses; an admin also edits and deletes, and manages users and tokens. See docs/security.md.
            """,
        subcommands: [
            UserListCommand.self, UserAddCommand.self, UserRoleCommand.self, UserPasswordCommand.self, UserRemoveCommand.self,
        ])
}

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the users.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalStore.use(common) { local in
            let users = try await local.store.users()
            if output.json { return try Terminal.say(json: users.map(UserReply.init)) }
            guard !users.isEmpty else { return Terminal.say("No users. Add the first: jobu user add NAME") }
            var table = Table("NAME", "ROLE", "LAST LOGIN", "FROM", "CREATED")
            for user in users {
                table.add(
                    user.name, user.role.rawValue, user.lastLoginAt?.description ?? "-", user.lastLoginAddress ?? "-",
                    user.createdAt.description)
            }
            Terminal.say(table.text)
        }
    }
}

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user; prompts for the password.", discussion: "The first user is an admin.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var password: PasswordInput
    @Argument(help: "The name to log in with.") var name: String
    @Option(help: "viewer, operator or admin (default: viewer; admin for the first user).") var role: AccountRole?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let isFirst = try await !local.store.hasUsers()
            let user = try await local.accounts.createUser(
                name: name, password: try password.read(), role: role ?? (isFirst ? .admin : .viewer))
            if output.json { return try Terminal.say(json: UserReply(user)) }
            Terminal.say(
                "Added user '\(user.name)', \(user.role.rawValue)" + (isFirst ? " (pages and API now require a login)" : ""))
        }
    }
}

struct UserRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "role", abstract: "Change a user's role.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The user.") var name: String
    @Argument(help: "viewer, operator or admin.") var role: AccountRole

    func run() async throws {
        try await LocalStore.use(common) { local in
            let user = try await local.accounts.changeUser(try await local.user(name).id, role: role)
            if output.json { return try Terminal.say(json: UserReply(user)) }
            Terminal.say("Changed role of '\(user.name)' to \(user.role.rawValue)")
        }
    }
}

struct UserPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Set a user's password; ends all sessions of that user.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var password: PasswordInput
    @Argument(help: "The user.") var name: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            let known = try await local.user(name)
            let user = try await local.accounts.changeUser(known.id, password: try password.read())
            if output.json { return try Terminal.say(json: UserReply(user)) }
            Terminal.say("Changed password of '\(user.name)'")
        }
    }
}

struct UserRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove a user; ends all sessions of that user.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The user.") var name: String
    @Flag(name: .shortAndLong, help: "Skip the confirmation.") var yes = false

    func run() async throws {
        try await LocalStore.use(common) { local in
            let user = try await local.user(name)
            guard yes || Terminal.confirms("Remove user '\(user.name)'?") else {
                throw StartError.failure("nothing removed; use --yes to remove without confirmation")
            }
            try await local.store.removeUser(user.id)
            if output.json { return try Terminal.say(json: UserReply(user)) }
            Terminal.say("Removed user '\(user.name)' (tokens stay; see: jobu token list)")
        }
    }
}

extension AccountRole: ExpressibleByArgument {}

extension LocalStore {
    var accounts: AccountEditor { AccountEditor(store: store, wall: time.wall) }

    /// - Throws: `StartError` when there is none of this name.
    fileprivate func user(_ name: String) async throws -> User {
        guard let known = try await store.credentials(of: AccountRules.normalized(name)) else {
            throw StartError.failure("there is no user '\(name)'; see: jobu user list")
        }
        return known.user
    }
}
