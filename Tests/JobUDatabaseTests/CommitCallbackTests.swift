import JobUModel
import JobUTesting
import Synchronization
import Testing

@testable import JobUDatabase

@Suite("What follows a commit", .timeLimit(.minutes(1)))
struct CommitCallbackTests {
    private final class Calls: Sendable {
        private let noted = Mutex<[String]>([])

        var all: [String] { noted.withLock(\.self) }

        func note(_ call: String) {
            noted.withLock { $0.append(call) }
        }
    }

    private func database(_ sessions: RecordingConnection...) -> Database {
        Database(name: "any", driver: RecordingDriver(sessions), time: TimeSource.system)
    }

    @Test("has the session back: it may use the database itself, though that one has a single session")
    func givenBack() async throws {
        let session = RecordingConnection()
        let database = database(session)
        try await database.transaction { tx in
            try tx.onCommit {
                do { try await database.transaction { _ = try await $0.execute("x") } } catch { Issue.record(error) }
            }
        }
        #expect(session.calls == ["begin", "commit", "begin", "execute", "commit"])
    }

    @Test(
        "is done after a lost answer to the commit, when nobody knows whether it was committed, and not after a refusal",
        arguments: [
            (SQLError.Code.connectionLost, ["asked"]), (.timeout, ["asked"]), (.serialization, []), (.diskFull, []),
        ])
    func lostAnswer(code: SQLError.Code, calls: [String]) async throws {
        let noted = Calls()
        let database = database(RecordingConnection(failing: ["commit"], code: code))
        let error = await #expect(throws: TransactionError.self) {
            try await database.transaction { tx in try tx.onCommit { noted.note("asked") } }
        }
        #expect(error?.stage == .commit)
        #expect(noted.all == calls)
    }

    @Test("is done once for all who ask under one key, and still for one who asks after another was undone")
    func keys() async throws {
        let noted = Calls()
        let database = database(RecordingConnection())
        try await database.transaction { tx in
            await #expect(throws: CancellationError.self) {
                try await tx.savepoint { tx in
                    try tx.onCommit(onceFor: "key") { noted.note("undone") }
                    throw CancellationError()
                }
            }
            for count in 1...3 { try tx.onCommit(onceFor: "key") { noted.note("\(count)") } }
        }
        #expect(noted.all == ["1"])
    }

    @Test("is dropped with each attempt that lost against another transaction")
    func lostAttempts() async throws {
        let noted = Calls()
        let database = database(RecordingConnection(failing: ["execute"], code: .serialization), RecordingConnection())
        let attempts = Calls()
        await #expect(throws: SQLError.self) {
            try await database.transaction(retries: 2) { tx in
                attempts.note("attempt")
                try tx.onCommit { noted.note("asked") }
                try await tx.execute("x")
            }
        }
        #expect(attempts.all.count == 3)
        #expect(noted.all.isEmpty)
    }

    @Test("is done though the task was cancelled after the commit")
    func cancelled() async throws {
        let noted = Calls()
        let database = database(RecordingConnection())
        let (cancel, cancels) = AsyncStream.makeStream(of: Void.self)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.transaction { tx in
                    try tx.onCommit {
                        cancels.yield()
                        do { try await TimeSource.system.clock.sleep(for: .milliseconds(50)) } catch { noted.note("cancelled") }
                        noted.note("done")
                    }
                }
            }
            for await _ in cancel { break }
            group.cancelAll()
        }
        #expect(noted.all == ["done"])
    }
}
