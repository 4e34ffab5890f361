import JobUDatabase
import JobUModel
import JobUTesting
import Testing

@Suite("A database and its sessions", .timeLimit(.minutes(1)))
struct DatabaseTests {
    private func write(_ database: Database) async throws {
        try await database.transaction { _ = try await $0.execute("x") }
    }

    @Test("one session serves one transaction after the other")
    func reused() async throws {
        let session = RecordingConnection()
        let database = Database(name: "any", driver: RecordingDriver([session]), time: TimeSource.system)
        try await write(database)
        try await write(database)
        #expect(session.calls == ["begin", "execute", "commit", "begin", "execute", "commit"])
    }

    @Test("a session that fails is used again, one that is lost is not")
    func lost() async throws {
        let (busy, fresh) = (RecordingConnection(failing: ["execute"]), RecordingConnection())
        let kept = Database(name: "any", driver: RecordingDriver([busy, fresh]), time: TimeSource.system)
        for _ in 0..<2 { await #expect(throws: SQLError.self) { try await write(kept) } }
        #expect(fresh.calls.isEmpty)

        let gone = RecordingConnection(failing: ["execute"], code: .connectionLost)
        let replaced = Database(name: "any", driver: RecordingDriver([gone, fresh]), time: TimeSource.system)
        await #expect(throws: SQLError.self) { try await write(replaced) }
        try await write(replaced)
        #expect(fresh.calls == ["begin", "execute", "commit"])
    }

    @Test("a session that is lost when a transaction begins or commits is not used again", arguments: ["begin", "commit"])
    func lostAtStage(stage: String) async throws {
        let (gone, fresh) = (RecordingConnection(failing: [stage], code: .connectionLost), RecordingConnection())
        let database = Database(name: "any", driver: RecordingDriver([gone, fresh]), time: TimeSource.system)
        await #expect(throws: TransactionError.self) { try await write(database) }
        try await write(database)
        #expect(fresh.calls == ["begin", "execute", "commit"])
    }

    @Test("a transaction that could not begin because its idle session was closed begins on another, once, and its body runs once")
    func closedWhileIdle() async throws {
        let (old, fresh) = (RecordingConnection(failing: ["begin"], code: .connectionLost), RecordingConnection())
        let database = Database(name: "any", driver: RecordingDriver([old, fresh]), time: TimeSource.system)
        // It was good once.
        try await database.withConnection(.readWrite) { _ = try await $0.execute("x") }
        try await write(database)
        #expect(old.calls == ["execute", "begin", "close"])
        #expect(fresh.calls == ["begin", "execute", "commit"])
    }

    @Test("a statement that may have changed something is not repeated on another session")
    func lostInside() async throws {
        let (old, fresh) = (RecordingConnection(failing: ["execute"], code: .connectionLost), RecordingConnection())
        let database = Database(name: "any", driver: RecordingDriver([old, fresh]), time: TimeSource.system)
        try await database.withConnection(.readWrite) { try await $0.executeScript("x") }
        await #expect(throws: SQLError.self) { try await write(database) }
        #expect(old.calls == ["x", "begin", "execute", "rollback", "close"])
        #expect(fresh.calls.isEmpty)
    }

    @Test("a caller that waits too long is told what is in the way", .timeLimit(.minutes(1)))
    func acquireTimeout() async throws {
        let clock = TestClock()
        let session = RecordingConnection()
        let database = Database(name: "any", driver: RecordingDriver([session]), time: TimeSource.test(clock))
        let error = try await database.transaction { _ in
            // Not a nested transaction but another caller, who must not see this one.
            try await withThrowingTaskGroup(of: SQLError?.self) { group in
                group.addTask {
                    await #expect(throws: SQLError.self) { try await database.withConnection(.readWrite) { _ in } }
                }
                try await clock.sleepers(count: 1)
                clock.advance(by: .seconds(30))
                return try await group.next() ?? nil
            }
        }
        #expect(error?.code == .timeout)
        #expect(error?.message.contains("'any'") == true)
        #expect(error?.message.contains("pool.max") == true)
        try await write(database)
    }

    @Test("a caller that cannot get a session leaves room for the next")
    func cannotOpen() async throws {
        let database = Database(name: "any", driver: RecordingDriver([]), time: TimeSource.system)
        for _ in 0..<3 {
            let error = await #expect(throws: SQLError.self) { try await write(database) }
            #expect(error?.code == .cannotOpen)
        }
    }

    @Test("callers take turns, and each gets one")
    func turns() async throws {
        let session = RecordingConnection()
        let database = Database(name: "any", driver: RecordingDriver([session]), time: TimeSource.system)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<200 { tasks.addTask { try await write(database) } }
            try await tasks.waitForAll()
        }
        #expect(session.calls.count == 600)
        #expect(stride(from: 0, to: 600, by: 3).allSatisfy { session.calls[$0..<$0 + 3] == ["begin", "execute", "commit"] })
    }

    @Test("closed, it closes its sessions and opens no more")
    func closed() async throws {
        let session = RecordingConnection()
        let database = Database(name: "any", driver: RecordingDriver([session, RecordingConnection()]), time: TimeSource.system)
        try await write(database)
        try await database.close()
        #expect(session.calls.last == "close")
        await #expect(throws: SQLError.self) { try await write(database) }
    }

    @Test("an unknown name is refused with the known ones")
    func registry() async throws {
        let registry = JobDatabases(["b", "a"].map { Database(name: $0, driver: RecordingDriver([]), time: TimeSource.system) })
        #expect(registry.names == ["a", "b"])
        #expect(try registry.database("a").name == "a")
        let error = try #require(throws: SQLError.self) { try registry.database("sales") }
        #expect(error.message == "no database 'sales' in database.yaml; known: a, b")
        #expect(error.code == .unknownDatabase)
    }
}
