import Foundation
import JobUConfiguration
import JobUDatabase
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUStore

/// What a kind of database brings: the one place that tells kinds apart.
struct Engine: Sendable {
    var driver: any DatabaseDriver
    /// How crons and executions are kept in it.
    var jobSQL: any JobSQL
    var migrations: [Migration]
    /// The folder the data lies in, where it is a file of this machine.
    var folder: String?
    /// Rings when another process has written, until its task is cancelled; nil where that cannot be heard.
    var watch: (@Sendable (Database, WakeUps, any Clock<Duration>) async throws -> Void)?
    /// Tells other processes of a change, with the pause to keep between two; nil where they see it by themselves.
    var announce: (tell: @Sendable (Database, WakeUps.Topic) async throws -> Void, pause: Duration)?
    /// How far the clocks of server and machine may differ.
    var clockSkewMax: Duration = .zero

    init(_ settings: DatabaseSettings) {
        switch settings.engine {
        case .sqlite(let sqlite):
            driver = SQLiteDriver(
                SQLiteConfiguration(
                    path: sqlite.path, synchronous: sqlite.synchronous == .full ? .full : .normal,
                    busyTimeoutSeconds: max(1, Int(sqlite.busyTimeout.components.seconds))))
            jobSQL = SQLiteJobSQL()
            migrations = SQLiteMigrations.all
            folder = URL(fileURLWithPath: sqlite.path).deletingLastPathComponent().path
            watch = { database, wakeUps, clock in
                try await SQLiteChangeWatcher(path: sqlite.path, database: database, wakeUps: wakeUps, clock: clock).run()
            }
        case .postgresql(let server):
            let configuration = PostgresConfiguration(server)
            driver = PostgresDriver(configuration)
            jobSQL = PostgresJobSQL()
            migrations = PostgresMigrations.all
            if configuration.poolMode == .session {
                watch = { _, wakeUps, _ in try await PostgresChangeWatcher(configuration, wakeUps: wakeUps).run() }
            }
            announce = ({ try await PostgresChangeWatcher.announce($1, on: $0) }, .milliseconds(5))
            clockSkewMax = server.clockSkewMax
        case .mysql(let server):
            driver = MySQLDriver(MySQLConfiguration(server))
            jobSQL = MySQLJobSQL()
            migrations = MySQLMigrations.all
            watch = { database, wakeUps, clock in try await MySQLChangeWatcher(database, wakeUps: wakeUps, clock: clock).run() }
            announce = ({ try await MySQLChangeWatcher.announce($1, on: $0) }, .milliseconds(20))
            clockSkewMax = server.clockSkewMax
        }
    }

    /// Makes the folder of a file that is to be made.
    /// - Throws: `StartError` when it cannot be.
    func makeFolder() throws {
        guard let folder else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StartError.failure("the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
    }
}

extension PoolConfiguration {
    init(_ settings: DatabasePoolSettings) {
        self.init(min: settings.min, max: settings.max)
        acquireTimeout = settings.acquireTimeout
        idle = settings.idle
    }
}

extension PostgresConfiguration {
    fileprivate init(_ server: DatabaseServerSettings) {
        self.init(
            host: server.host, port: server.port, database: server.database, user: server.user, password: server.password?.reveal())
        socketFolder = server.socket
        sslMode = SSLMode(rawValue: server.sslMode.rawValue) ?? .verifyFull
        sslCA = server.sslCA
        connectTimeout = server.connectTimeout
        statementTimeout = server.statementTimeout
        poolMode = server.poolMode == .transaction ? .transaction : .session
    }
}

extension MySQLConfiguration {
    fileprivate init(_ server: DatabaseServerSettings) {
        self.init(
            host: server.host, port: server.port, database: server.database, user: server.user, password: server.password?.reveal())
        socket = server.socket
        sslMode = SSLMode(rawValue: server.sslMode.rawValue) ?? .verifyFull
        sslCA = server.sslCA
        connectTimeout = server.connectTimeout
        statementTimeout = server.statementTimeout
    }
}
