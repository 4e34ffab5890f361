import JobUHandler
import Logging

/// Sends what a handler logs to the worker, which stores it and writes it to its own log.
struct ChildLogHandler: LogHandler {
    /// Bytes of a message and of each metadata value; what is longer would be cut when it is stored anyway.
    private static let sizeMax = ExecutionLogHandler.lineSizeMax

    let send: @Sendable (LogMessage) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(level: Logger.Level, send: @escaping @Sendable (LogMessage) -> Void) {
        logLevel = level
        self.send = send
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = metadata.merging(event.metadata ?? [:]) { _, new in new }
        send(
            LogMessage(
                level: event.level.rawValue, message: StoredText.clean(event.message.description, sizeMax: Self.sizeMax),
                metadata: own.mapValues { StoredText.clean("\($0)", sizeMax: Self.sizeMax) }))
    }
}
