import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUDatabase
import JobUModel
import JobUStore

struct TransactionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tx", abstract: "Inspect and resolve multi-database transactions.",
        discussion: "They normally finish on their own; use these commands if one does not. See docs/transactions.md.",
        subcommands: [
            TransactionListCommand.self, TransactionShowCommand.self, TransactionResolveCommand.self, TransactionSetupCommand.self,
        ])

    /// Opens the databases, does the work, closes them.
    static func use(_ options: CommonOptions, _ body: (OpenDatabases) async throws -> Void) async throws {
        try await Terminal.run {
            let databases = try OpenDatabases(try options.settings())
            do {
                try await body(databases)
            } catch {
                try await databases.close()
                throw error
            }
            try await databases.close()
        }
    }
}

struct TransactionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List transactions in doubt: not yet finished in every database.",
        discussion: "Changes nothing. Exits with 1 if a database is unreachable or a transaction needs a person (hazard).")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await TransactionCommand.use(common) { databases in
            let report = await AtomicOperator(databases.atomic).inDoubt()
            let now = TimeSource.system.wall.now()
            if output.json {
                try Terminal.say(json: TransactionListReply(report, now: now))
            } else {
                say(report, now)
            }
            let needsPerson = report.inDoubt.contains { $0.state == .hazard }
            if needsPerson || !report.unreachable.isEmpty { throw ExitCode(1) }
        }
    }

    private func say(_ report: RecoveryReport, _ now: Timestamp) {
        for (name, reason) in report.unreachable.sorted(by: { $0.key < $1.key }) { Terminal.say("database \(name): \(reason)") }
        guard !report.inDoubt.isEmpty else { return Terminal.say("No transactions in doubt.") }
        var table = Table("TRANSACTION", "STATE", "AGE", "PENDING IN", "DECIDED BY", "REASON")
        for transaction in report.inDoubt {
            table.add(
                transaction.gtrid, transaction.state.rawValue, "\(max(0, (now - transaction.startedAt).components.seconds)) s",
                transaction.databases.joined(separator: ", "), transaction.decisionDatabase ?? "?", transaction.reason)
        }
        Terminal.say(table.text)
    }
}

struct TransactionShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the state of one transaction.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The transaction's name, as 'jobu tx list', an error or the log shows it.")
    var gtrid: String

    func run() async throws {
        try await TransactionCommand.use(common) { databases in
            guard let transaction = try await AtomicOperator(databases.atomic).transaction(gtrid) else {
                throw StartError.failure("no transaction \(gtrid) in any database: it was rolled back, or finished and pruned")
            }
            if output.json { return try Terminal.say(json: TransactionReply(transaction, now: TimeSource.system.wall.now())) }
            Terminal.say("transaction   \(transaction.gtrid)")
            Terminal.say("begun         \(transaction.startedAt)")
            Terminal.say("decided by    \(transaction.decisionDatabase ?? "unknown database")")
            Terminal.say("decision      \(transaction.decision.map { "\($0)" } ?? "none yet")")
            if !transaction.databases.isEmpty {
                Terminal.say("state         \(transaction.state.rawValue)")
                Terminal.say("pending in    \(transaction.databases.joined(separator: ", "))")
            }
            if !transaction.reason.isEmpty { Terminal.say("reason        \(transaction.reason)") }
        }
    }
}

struct TransactionResolveCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "resolve", abstract: "Decide a transaction whose coordinator is gone, or close one that was fixed by hand.",
            usage: "\(Executable.current.name) tx resolve [--config <folder>] <gtrid> --commit --abort --done --reason <reason>",
            discussion: "Writes only the register; recovery then acts on it. An existing decision is kept.")
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: "The transaction's name.")
    var gtrid: String
    @Flag(help: "commit: keep it; abort: undo it; done: it was fixed by hand.")
    var verdict: TransactionDecision?
    @Option(help: "The reason; kept with the transaction.")
    var reason: String

    func validate() throws {
        _ = try decision()
        guard (1...500).contains(reason.count) else { throw ValidationError("--reason must have 1 to 500 characters") }
    }

    /// The parser's own words for a flag that is missing would show the first of the three alone.
    private func decision() throws -> TransactionDecision {
        guard let verdict else { throw ValidationError("give one of --commit, --abort and --done") }
        return verdict
    }

    func run() async throws {
        let (settings, verdict) = (try common.settings(), try decision())
        try await TransactionCommand.use(common) { databases in
            let openStore = try await databases.store(settings.admin.database, time: .system)
            let operations = AtomicOperator(databases.atomic)
            let state = try await AuditActor.$current.withValue(.commandLine(openStore.time.wall)) {
                try await openStore.store.audited(operations, resolve: gtrid, verdict, by: "command line", reason: reason)
            }
            let left = await operations.recover().inDoubt.first { $0.gtrid == gtrid }
            Terminal.say(
                "\(gtrid) is \(state)" + (left.map { "; pending in \($0.databases.joined(separator: ", ")): \($0.reason)" } ?? ""))
        }
    }
}

extension TransactionDecision: EnumerableFlag {}

struct TransactionSetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Create the protocol's tables (jobu_tx, jobu_tx_branch, jobu_tx_site).",
        discussion: "Needed once in each database that participates in multi-database transactions. Existing tables are kept.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Names in database.yaml (default: all).")
    var names: [String] = []
    @Flag(help: "The database is a copy whose original is gone for good; register it under a new site name.")
    var copy = false

    func run() async throws {
        try await TransactionCommand.use(common) { databases in
            let chosen = names.isEmpty ? databases.atomic.byName.keys.sorted() : names
            for name in chosen {
                let database = try databases.atomic.database(name)
                let site = try await database.setUpAtomic(databases.atomic.environment, isCopy: copy)
                Terminal.say("Set up database '\(name)' (site \(site.site))")
            }
        }
    }
}
