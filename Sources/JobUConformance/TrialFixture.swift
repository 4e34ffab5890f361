import JobUDatabase
import JobUStore
import JobUTime
import Synchronization

/// A store for one sentence, whose sessions are closed after it.
final class TrialFixture: StoreFixture {
    let store: SQLJobStore
    let signals = ChangeSignals()
    let database: Database
    private let driver: any DatabaseDriver
    let dialect: any StoreDialect
    private let time: TimeSource
    private let others = Mutex<[Database]>([])

    init(_ driver: any DatabaseDriver, _ dialect: any StoreDialect, _ time: TimeSource) {
        self.driver = driver
        self.dialect = dialect
        self.time = time
        database = Database(name: "conformance", driver: driver, time: time)
        store = SQLJobStore(database: database, dialect: dialect, signals: signals)
    }

    func secondProcess() -> SQLJobStore {
        let other = Database(name: "conformance", driver: driver, time: time)
        others.withLock { $0.append(other) }
        return SQLJobStore(database: other, dialect: dialect, signals: ChangeSignals())
    }

    func close() async throws {
        for other in others.withLock(\.self) { try await other.close() }
        try await database.close()
    }
}

/// Collects what does not hold.
final class Failures: Sendable {
    private let noted = Mutex<[String]>([])

    var all: [String] { noted.withLock(\.self) }

    func note(_ failure: String) { noted.withLock { $0.append(failure) } }
}
