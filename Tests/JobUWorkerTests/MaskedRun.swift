import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Synchronization

/// A run without a worker that keeps what it shows: lines of its log, and how far it is.
final class MaskedExecution: Sendable {
    private let notes = Mutex<[String]>([])

    var shown: [String] { notes.withLock(\.self) }

    var context: JobContext {
        JobContext(
            execution: claimed(1), deadline: midnight + .seconds(60),
            logger: Logger(label: "test", factory: { _ in Writer(execution: self) }),
            databases: JobDatabases([]), wall: TestWallClock(TestClock(), start: midnight),
            report: { _, message in self.notes.withLock { $0.append(message ?? "") } })
    }

    private struct Writer: LogHandler {
        let execution: MaskedExecution
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            execution.notes.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
