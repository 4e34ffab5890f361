public import Foundation
public import JobUDatabase
public import JobUHandler
import JobUModel
public import JobUStore
import Logging

/// A program's own way to the store and the databases of a configuration, without any service of JobU running in it.
///
/// ```swift
/// let jobu = try await JobUConnection.open(engines: [.postgresql])
/// try await jobu.client.enqueue(named: "send_report", json: #"{"to": "ops"}"#)
/// try await jobu.close()
/// ```
public struct JobUConnection: Sendable {
    /// Enqueues executions.
    public let client: JobClient
    /// The databases of `database.yaml`.
    public let databases: JobDatabases
    private let open: OpenDatabases

    /// Opens the store that workers use.
    /// - Parameters:
    ///   - config: the folder with `database.yaml` and its neighbours. Without it, where there is no such folder and for nil, the store is
    ///     that of the embedded start, a SQLite file in `data`.
    ///   - environment: what `${NAME}` in these files may name; the environment of the process.
    ///   - engines: the kinds of databases besides SQLite, such as `.postgresql` of the product `JobUPostgres`.
    /// - Throws: an error whose description says which file, line and key is wrong, or why the store cannot be used.
    public static func open(
        config: String? = "config", environment: [String: String] = ProcessInfo.processInfo.environment,
        engines: [DatabaseEngine] = []
    ) async throws -> JobUConnection {
        let settings = try JobUSettings.load(directory: config, environment: environment)
        let open = try OpenDatabases(
            settings.databases, engines: engines, executionDatabase: settings.worker.database, process: .current(endNow: { _ in }),
            time: .system,
            logger: Logger(label: "jobu", factory: { _ in SwiftLogNoOpLogHandler() }))
        let openStore = try await open.store(settings.worker.database, time: .system)
        return JobUConnection(client: JobClient(openStore), databases: open.registry(settings.databases.keys.sorted()), open: open)
    }

    /// Closes all sessions.
    /// - Throws: the first error met.
    public func close() async throws {
        try await open.close()
    }
}
