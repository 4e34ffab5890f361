package import JobUDatabase
import JobUModel
import Logging

extension AtomicEnvironment {
    /// The system's time, and a log that nobody reads.
    package static func test() -> AtomicEnvironment {
        let time = TimeSource.system
        return AtomicEnvironment(
            time: time,
            logger: Logger(label: "atomic", factory: { _ in SwiftLogNoOpLogHandler() }), coordinator: "test")
    }
}
