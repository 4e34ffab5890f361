import Foundation
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUStore
import JobUTesting
import Subprocess

/// A folder with a configuration, a store with a history, and the `jobu` that serves it.
struct AdminPlace: Sendable {
    enum Engine: String, CaseIterable { case sqlite, postgresql, mariadb }

    private let engine: Engine
    private let folder: TemporaryDirectory
    private let database: Database

    init(_ engine: Engine) async throws {
        self.engine = engine
        folder = try TemporaryDirectory()
        let (settings, database, migrations) = try await Self.database(engine, folder.file("jobu.db"))
        self.database = database
        _ = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 0))
        try FileManager.default.createDirectory(atPath: folder.file("config"), withIntermediateDirectories: false)
        try "databases:\n  jobu:\n\(settings)".write(toFile: folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
        // All subscribers come from one address.
        try "admin: {port: 0, connections: {max: 4000, max_per_address: 4000}}\n".write(
            toFile: folder.file("config/admin.yaml"), atomically: true, encoding: .utf8)
        // A line for each request would be measured as well.
        try "log: {level: warning}\n".write(toFile: folder.file("config/log.yaml"), atomically: true, encoding: .utf8)
    }

    private static func database(_ engine: Engine, _ path: String) async throws -> (settings: String, Database, [Migration]) {
        func open(_ driver: any DatabaseDriver) -> Database { Database(name: "jobu", driver: driver, time: TimeSource.system) }
        let name = "b" + UUID().uuidString.lowercased().filter(\.isHexDigit)
        switch engine {
        case .sqlite:
            let configuration = FileConfiguration(path: path, synchronous: .normal)
            return ("    {type: sqlite, path: \(path)}\n", open(SQLiteDriver(configuration)), SQLiteMigrations.all)
        case .postgresql:
            guard var server = TestServers.postgres else { throw NoServer() }
            server.sslMode = .disable
            try await create(name, over: open(PostgresDriver(server)))
            server.database = name
            return (
                yaml("postgresql", server.host, server.port, name, server.user, server.password?.reveal()), open(PostgresDriver(server)),
                PostgresMigrations.all
            )
        case .mariadb:
            guard var server = TestServers.mysql else { throw NoServer() }
            try await create(name, over: open(MySQLDriver(server)))
            server.database = name
            return (
                yaml("mysql", server.host, server.port, name, server.user, server.password?.reveal()), open(MySQLDriver(server)),
                MySQLMigrations.all
            )
        }
    }

    private static func create(_ name: String, over admin: Database) async throws {
        try await admin.withConnection(.readWrite) { try await $0.executeScript("CREATE DATABASE \(name)") }
        try await admin.close()
    }

    private static func yaml(_ type: String, _ host: String, _ port: Int, _ database: String, _ user: String, _ password: String?) -> String
    {
        var keys = ["type: \(type)", "host: \"\(host)\"", "port: \(port)", "database: \(database)", "user: \"\(user)\""]
        if let password { keys.append("password: \"\(password)\"") }
        return (keys + ["options: {sslmode: disable}"]).map { "    \($0)\n" }.joined()
    }

    /// Ended runs, half of them of twenty crons, three in a hundred of them failed, cancelled or timed out; and a hundred that wait.
    func fill(_ rows: Int) async throws {
        let begin = Timestamp(epochSeconds: 1_700_000_000)
        _ = try await database.transaction { tx in
            try await tx.executeBatch(
                "INSERT INTO cron_jobs (name, cron_expression, handler_name, created_at, updated_at) VALUES (?, '* * * * *', 'report', ?, ?)",
                (1...20).map { ["cron \($0)".sqlValue, begin.sqlValue, begin.sqlValue] })
        }
        for start in stride(from: 0, to: rows, by: 20_000) {
            let values = (start..<min(start + 20_000, rows)).map { Self.row($0, of: rows, begin) }
            try await database.transaction { tx in
                _ = try await tx.executeBatch(
                    """
                    INSERT INTO job_executions (
                        job_id, handler_name, scheduled_time, run_at, status, attempt, started_at, finished_at, error_message, result, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, values)
            }
        }
        // As the engine does by itself, a while after so many rows have come.
        if engine == .postgresql {
            try await database.withConnection(.readWrite) { try await $0.executeScript("VACUUM ANALYZE job_executions") }
        }
    }

    private static func row(_ index: Int, of rows: Int, _ begin: Timestamp) -> [SQLValue] {
        let time = (begin + .seconds(index)).sqlValue
        let waits = index >= rows - 100
        let status: ExecutionStatus = waits ? .pending : [0: .failed, 1: .cancelled, 2: .timeout][index % 100] ?? .success
        let error = status == .success || waits ? SQLValue.null : "the bank did not answer within 30 s".sqlValue
        let result = status == .success ? #"{"action":"done","data":{"rows":1200}}"#.sqlValue : SQLValue.null
        return [
            index.isMultiple(of: 2) ? Int64(index / 2 % 20 + 1).sqlValue : .null, (index % 1_000 == 7 ? "rare" : "report").sqlValue, time,
            time,
            status.sqlValue, (waits ? 0 : 1).sqlValue, waits ? .null : time, waits ? .null : time, error, result, time,
        ]
    }

    /// Runs `jobu run admin` while `body` does.
    func whileServing(_ body: @escaping @Sendable (AdminServer) async throws -> Void) async throws {
        let tool = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "jobu").path
        _ = try await Subprocess.run(
            .name("env"), arguments: ["-C", folder.path, tool, "run", "admin"], input: .none, output: .sequence, error: .combinedWithOutput
        ) { execution in
            let (urls, found) = AsyncStream.makeStream(of: String.self)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Read to its end: a process whose log nobody reads would wait for that.
                group.addTask {
                    for try await line in execution.standardOutput.strings() {
                        if let url = line.firstMatch(of: /ready: (http[^ ]+)/)?.1 { found.yield(String(url)) }
                    }
                    found.finish()
                }
                guard let url = await urls.first(where: { _ in true }) else { throw NotServing() }
                do {
                    try await body(AdminServer(url: url, pid: execution.processIdentifier.value))
                } catch {
                    try execution.send(signal: .terminate)
                    throw error
                }
                try execution.send(signal: .terminate)
                try await group.waitForAll()
            }
        }
    }

    struct NotServing: Error {}

    func close() async throws {
        try await database.close()
    }

    struct NoServer: Error, CustomStringConvertible {
        var description: String { "no server: run script/servers, and this with its variables" }
    }
}

/// The process that is measured.
struct AdminServer: Sendable {
    var url: String
    var pid: Int32

    /// What it holds in memory, MiB.
    var residentMemory: Double {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            let kilobytes = status.firstMatch(of: /VmRSS:\s+(\d+) kB/).flatMap { Double($0.1) } ?? 0
            return (kilobytes / 1_024 * 10).rounded() / 10
        }
    }
}
