import JobUComposition
import JobUModel
import Logging

extension OpenDatabases {
    /// The databases of a command that works and ends.
    init(_ settings: JobUSettings) throws {
        try self.init(
            settings.databases, engines: Executable.current.engines, executionDatabase: settings.worker.database,
            process: .current(endNow: { _ in }),
            time: .system,
            logger: Logger(label: "jobu", factory: { _ in SwiftLogNoOpLogHandler() }))
    }
}
