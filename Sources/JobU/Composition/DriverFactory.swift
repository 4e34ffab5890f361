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
    /// How executions are kept in it; nil for a kind that only handlers use.
    var jobSQL: (any JobSQL)?
    var migrations: [Migration] = []
    /// The folder the data lies in, where it is a file of this machine.
    var folder: String?
    /// Rings when another process has written, until its task is cancelled; nil where the engine tells by itself.
    var watch: (@Sendable (Database, WakeUps, any Clock<Duration>) async throws -> Void)?

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
            driver = PostgresDriver(PostgresConfiguration(server))
        case .mysql(let server):
            driver = MySQLDriver(MySQLConfiguration(server))
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
