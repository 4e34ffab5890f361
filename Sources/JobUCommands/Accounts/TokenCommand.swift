import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Manage API tokens.",
        discussion: "Programs send a token with each request: Authorization: Bearer jobu_…",
        subcommands: [TokenListCommand.self, TokenCreateCommand.self, TokenRevokeCommand.self])
}

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tokens, without their secrets.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalStore.use(common) { local in
            let tokens = try await local.store.tokens()
            if output.json { return try Terminal.say(json: tokens.map { TokenReply($0) }) }
            guard !tokens.isEmpty else { return Terminal.say("No tokens. Create one: jobu token create NAME --role operator") }
            var table = Table("NAME", "PREFIX", "ROLE", "EXPIRES", "LAST USED", "CREATED BY")
            let now = local.now
            for token in tokens {
                let isExpired = token.expiresAt.map { $0 <= now } ?? false
                table.add(
                    token.name, token.hint, token.role.rawValue,
                    token.expiresAt.map { "\($0)" + (isExpired ? " (expired)" : "") } ?? "never", token.lastUsedAt?.description ?? "-",
                    token.createdBy)
            }
            Terminal.say(table.text)
        }
    }
}

struct TokenCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a token and print it once.",
        discussion: "Standard output contains only the token, for use in scripts.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "What it is for.") var name: String
    @Option(help: "viewer, operator or admin.") var role: AccountRole = .viewer
    @Option(help: ArgumentHelp("Days until it expires (default: never).", valueName: "days")) var expiresIn: Int?

    func validate() throws {
        if let expiresIn, !(1...3_650).contains(expiresIn) { throw ArgumentParser.ValidationError("--expires-in must be 1 to 3650 days") }
    }

    func run() async throws {
        try await LocalStore.use(common) { local in
            let made = try await local.accounts.createToken(
                name: name, role: role, expiresAt: expiresIn.map { local.now + .seconds(86_400 * $0) },
                by: AuditActor.current?.name ?? "command line")
            if output.json { return try Terminal.say(json: TokenReply(made.token, secret: made.secret)) }
            Terminal.complain("Created token '\(made.token.name)', \(made.token.role.rawValue) (shown only once):")
            Terminal.say(made.secret.text)
        }
    }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a token; its requests are refused at once.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its name.") var name: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            guard let token = try await local.store.tokens().first(where: { $0.name == name }),
                try await local.store.revokeToken(token.id)
            else { throw StartError.failure("there is no token '\(name)'; see: jobu token list") }
            if output.json { return try Terminal.say(json: TokenReply(token)) }
            Terminal.say("Revoked token '\(name)'")
        }
    }
}
