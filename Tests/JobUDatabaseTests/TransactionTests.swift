import Testing

@testable import JobUDatabase

private struct BodyError: Error {}

@Suite("The stages of a transaction")
struct TransactionTests {
    private func run(
        _ connection: RecordingConnection, _ body: @Sendable (Transaction) async throws -> Void = { try await $0.execute("x") }
    ) async throws {
        try await Transaction.run(on: connection, database: "any", .readWrite, isolation: nil, callbacks: CommitCallbacks(), body)
    }

    @Test("commits when its body returns")
    func commits() async throws {
        let connection = RecordingConnection()
        try await run(connection)
        #expect(connection.calls == ["begin", "execute", "commit"])
    }

    @Test("rolls back when its body throws, and throws the body's error")
    func rollsBack() async {
        let connection = RecordingConnection()
        await #expect(throws: BodyError.self) { try await run(connection) { _ in throw BodyError() } }
        #expect(connection.calls == ["begin", "rollback"])
    }

    @Test("rolls back when its task was cancelled meanwhile")
    func cancelled() async {
        let connection = RecordingConnection()
        await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.cancelAll()
            tasks.addTask { try await run(connection) }
            await #expect(throws: CancellationError.self) { try await tasks.next() }
        }
        #expect(connection.calls == ["begin", "execute", "rollback"])
    }

    @Test("says at which stage it failed", arguments: [("begin", ["begin"]), ("commit", ["begin", "execute", "commit", "rollback"])])
    func stage(failing: String, calls: [String]) async throws {
        let connection = RecordingConnection(failing: [failing])
        let error = try await #require(throws: TransactionError.self) { try await run(connection) }
        #expect(error.stage.rawValue == failing)
        #expect(connection.calls == calls)
    }

    @Test("a session whose rollback fails counts as lost, and both causes are told")
    func rollbackFails() async throws {
        let connection = RecordingConnection(failing: ["rollback", "execute"])
        let error = try await #require(throws: SQLError.self) { try await run(connection) }
        #expect(error.code == .connectionLost)
        #expect(error.message.contains("rollback") && error.message.contains("execute"))
    }

    @Test("an empty batch asks the engine nothing")
    func emptyBatch() async throws {
        let connection = RecordingConnection()
        try await run(connection) { tx in
            let changed = try await tx.executeBatch("x", [])
            #expect(changed.isEmpty)
        }
        #expect(connection.calls == ["begin", "commit"])
    }
}
