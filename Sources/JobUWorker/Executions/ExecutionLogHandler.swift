import JobUModel
import Logging
import Synchronization

/// The log of one execution: stores `info` and above with it, and passes everything on to the worker's log.
struct ExecutionLogHandler: LogHandler {
    /// Lines one attempt may store; what comes after them goes to the worker's log alone.
    static let linesMax = 10_000
    /// Bytes of one stored line.
    static let lineSizeMax = 8_192
    /// Bytes that one attempt may store.
    static let sizeMax = 8 * 1_048_576

    private final class Counter: Sendable {
        let lines = Atomic<Int>(0)
        let size = Atomic<Int>(0)
        let isCut = Atomic<Bool>(false)
    }

    private let execution: ClaimedExecution
    private let wall: any WallClock
    private let writer: LogWriter
    private let outer: Logger
    private let counter = Counter()
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(execution: ClaimedExecution, wall: any WallClock, writer: LogWriter, outer: Logger) {
        self.execution = execution
        self.wall = wall
        self.writer = writer
        self.outer = outer
        logLevel = min(outer.logLevel, .info)
    }

    /// Whether this attempt has stored a line.
    var hasLines: Bool { counter.lines.load(ordering: .relaxed) > 0 }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = metadata.merging(event.metadata ?? [:]) { _, new in new }
        // Made for each line, as most executions log none.
        let all = execution.logMetadata.merging(own) { _, new in new }
        outer.log(
            level: event.level, event.message, metadata: all, source: event.source, file: event.file, function: event.function,
            line: event.line)
        guard event.level >= .info else { return }
        guard let text = storable(event.message, own) else { return }
        writer.write(
            ExecutionLogLine(
                executionID: execution.lease.executionID, attempt: execution.attempt, sequence: 0, time: wall.now(),
                level: event.level.rawValue, message: text))
    }

    /// Returns what to store of a line; nil when the attempt has reached its limit, after one line that says so.
    private func storable(_ message: Logger.Message, _ metadata: Logger.Metadata) -> String? {
        guard !counter.isCut.load(ordering: .relaxed) else { return nil }
        let text = Self.line(message, metadata)
        let number = counter.lines.add(1, ordering: .relaxed).newValue
        let size = counter.size.add(text.utf8.count, ordering: .relaxed).newValue
        if number <= Self.linesMax, size <= Self.sizeMax { return text }
        let wasCut = counter.isCut.exchange(true, ordering: .relaxed)
        return wasCut ? nil : "log limit reached; see the worker's log for the rest"
    }

    private static func line(_ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return StoredText.clean(message.description + pairs, sizeMax: lineSizeMax)
    }
}

extension ClaimedExecution {
    /// What log lines about this execution carry.
    var logMetadata: Logger.Metadata {
        [LogKeys.executionID: "\(lease.executionID)", LogKeys.attempt: "\(attempt)", LogKeys.handler: "\(handlerName)"]
    }
}
