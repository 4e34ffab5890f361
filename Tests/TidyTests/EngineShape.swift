/// The files of the engines: the same names for the same things, so that who knows one engine finds its way in the others.
enum EngineShape {
    struct Reason: Sendable {
        /// Names of engines, as their files have them.
        var engines: Set<String>
        var why: String

        init(_ engines: Set<String>, _ why: String) {
            self.engines = engines
            self.why = why
        }
    }

    /// The word in file names, which stands for X, with the folder of the target.
    static let engines = ["SQLite": "Sources/JobUSQLite/", "Postgres": "Sources/JobUPostgres/", "MySQL": "Sources/JobUMySQL/"]

    private static let servers: Set = ["MySQL", "Postgres"]

    /// Files that not every engine has, with those that do.
    static let reasons: [String: Reason] = [
        "Driver/ServerConfiguration+Target.swift": Reason(["Postgres"], "libpq takes its target as one text"),
        "Driver/StatementDeadline.swift": Reason(["MySQL"], "MySQL limits only the time of SELECT"),
        "Dialect/XDialect+Batches.swift": Reason(["MySQL"], "many rows travel as one JSON text"),
        "Driver/XAtomicRules.swift": Reason(["MySQL"], "many settings of a server decide whether it can prepare"),
        "Driver/XAtomicSQL+Branches.swift": Reason(["Postgres"], "the name of a branch is a literal, not a parameter"),
        "Driver/XBatch.swift": Reason(["Postgres"], "libpq pipelines batches"),
        "Driver/XBulk.swift": Reason(["MySQL"], "MariaDB executes batches column by column"),
        "Driver/XCall.swift": Reason(servers, "GRDB cancels its own calls"),
        "Driver/XColumns.swift": Reason(["MySQL"], "libmariadb writes rows into memory of the caller"),
        "Driver/XDecoder.swift": Reason(["Postgres"], "libpq returns binary values"),
        "Driver/XFile.swift": Reason(["SQLite"], "the database is a file"),
        "Driver/XFile+Create.swift": Reason(["SQLite"], "the database is a file"),
        "Driver/XHandle.swift": Reason(servers, "GRDB has a handle of its own"),
        "Driver/XHandle+Listing.swift": Reason(["MySQL"], "the answer of XA RECOVER cannot be prepared"),
        "Driver/XHandle+Open.swift": Reason(servers, "GRDB opens its own handle"),
        "Driver/XHandle+Pipeline.swift": Reason(["Postgres"], "libpq pipelines batches"),
        "Driver/XMeter.swift": Reason(["Postgres"], "libpq holds a whole answer in memory"),
        "Driver/XNumeric.swift": Reason(["Postgres"], "libpq returns binary values"),
        "Driver/XParameters.swift": Reason(servers, "GRDB binds parameters"),
        "Driver/XPlaceholders.swift": Reason(["Postgres"], "parameters are numbered"),
        "Driver/XResult.swift": Reason(["Postgres"], "an answer is an object of libpq"),
        "Driver/XServer.swift": Reason(["MySQL"], "MariaDB and MySQL differ"),
        "Driver/XSocket.swift": Reason(["Postgres"], "libpq leaves its socket to the caller"),
        "Driver/XStatementCache.swift": Reason(["Postgres"], "a statement of libpq is only a name"),
        "Driver/XType.swift": Reason(["Postgres"], "libpq returns numbers of types"),
        "Guarded/GuardedConnection.swift": Reason(["SQLite"], guarded),
        "Guarded/GuardedCursor.swift": Reason(["SQLite"], guarded),
        "Guarded/GuardedSession.swift": Reason(["SQLite"], guarded),
        "Guarded/StatementGuard.swift": Reason(["SQLite"], guarded),
        "Guarded/StatementRights.swift": Reason(["SQLite"], guarded),
        "Watch/AdaptivePause.swift": Reason(["MySQL"], "a server without notifications is polled"),
        "Watch/FolderEvents.swift": Reason(["SQLite"], "the system reports changes of the file"),
        "Watch/XHandle+Notifications.swift": Reason(["Postgres"], "LISTEN and NOTIFY"),
        "Watch/XListener.swift": Reason(["Postgres"], "LISTEN and NOTIFY"),
    ]

    private static let guarded = "statements of people run in this process: docs/adr/0022-statements-of-people-on-raw-sessions.md"

    /// - Parameter paths: files, seen from the project's folder.
    static func faults(
        in paths: [String], engines: [String: String] = engines, reasons: [String: Reason] = reasons
    ) -> [Fault] {
        var found: [String: Set<String>] = [:]
        for path in paths {
            for (engine, folder) in engines where path.hasPrefix(folder) {
                let name = path.dropFirst(folder.count).replacing(engine, with: "X")
                found[String(name), default: []].insert(engine)
            }
        }
        let unlike = found.filter { $0.value != reasons[$0.key]?.engines ?? Set(engines.keys) }.map { name, engines in
            Fault(
                path: name, problem: "only in \(engines.sorted().joined(separator: " and ")): same name in every engine, or a listed reason"
            )
        }
        let gone = reasons.keys.filter { found[$0] == nil }.map { Fault(path: $0, problem: "is listed, but no engine has it") }
        return (unlike + gone).sorted { $0.path < $1.path }
    }
}
