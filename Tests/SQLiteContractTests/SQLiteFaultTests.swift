import Foundation
import JobUContracts
import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import Testing

@Suite("A store on a SQLite file that", .inTurn, .timeLimit(.minutes(5)))
struct SQLiteFaultTests {
    private static let now = Timestamp(epochSeconds: 1_767_225_600)

    private let folder: TemporaryDirectory
    private let file: String

    init() throws {
        folder = try TemporaryDirectory()
        file = folder.file("jobu.db")
    }

    private func database(_ path: String? = nil) -> Database {
        let configuration = FileConfiguration(path: path ?? file, synchronous: .normal)
        return Database(name: "jobu", driver: SQLiteDriver(configuration), time: TimeSource.system)
    }

    private func store(on database: Database) async throws -> SQLJobStore {
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, now: Timestamp(microseconds: 0))
        return SQLJobStore(database: database, dialect: SQLiteDialect(), signals: ChangeSignals())
    }

    private func code(_ body: () async throws -> Void) async -> SQLError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return error.databaseError?.code
        }
    }

    private func enqueue(in store: SQLJobStore, size: Int = 10) async throws {
        var execution = NewExecution(handlerName: "sample", scheduledTime: Self.now, trigger: .api)
        execution.handlerParams = #"{"text":"\#(String(repeating: "x", count: size))"}"#
        _ = try await store.enqueue(execution, now: Self.now)
    }

    @Test("accepts no writes says so, and works again by itself")
    func readOnly() async throws {
        let database = database()
        let store = try await store(on: database)
        try await database.withConnection(.readWrite) { try await $0.executeScript("PRAGMA query_only = ON") }
        #expect(await code { try await enqueue(in: store) } == .readOnlyTransaction)
        #expect(try await store.fault(now: Self.now) == .readOnly)
        try await database.withConnection(.readWrite) { try await $0.executeScript("PRAGMA query_only = OFF") }
        #expect(try await store.fault(now: Self.now) == nil)
        try await enqueue(in: store)
    }

    @Test("may grow no more refuses what has no room, as a full disk")
    func pages() async throws {
        let database = database()
        let store = try await store(on: database)
        try await database.withConnection(.readWrite) { try await $0.executeScript("PRAGMA max_page_count = 1") }
        #expect(await code { try await enqueue(in: store, size: 60_000) } == .diskFull)
        try await database.withConnection(.readWrite) { try await $0.executeScript("PRAGMA max_page_count = 1000000") }
        try await enqueue(in: store, size: 60_000)
    }

    @Test(
        "lies on a full disk says so, loses nothing that it has accepted, and works again when there is room",
        .enabled(if: geteuid() == 0, "only root can mount a file system"))
    func fullDisk() async throws {
        let disk = folder.file("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=3m") == 0)
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let database = database(disk + "/jobu.db")
        let store = try await store(on: database)
        let ballast = disk + "/ballast"
        try Data(repeating: 0, count: 1_000_000).write(to: URL(fileURLWithPath: ballast))
        var accepted = 0
        var refusal: SQLError.Code?
        while refusal == nil, accepted < 10_000 {
            refusal = await code { try await enqueue(in: store, size: 5_000) }
            if refusal == nil { accepted += 1 }
        }
        #expect(refusal == .diskFull)
        #expect(try await store.fault(now: Self.now) == .full)
        #expect(try await store.countsByStatus()[.pending] == accepted)
        try FileManager.default.removeItem(atPath: ballast)
        #expect(try await store.fault(now: Self.now) == nil)
        try await enqueue(in: store, size: 5_000)
        #expect(try await store.countsByStatus()[.pending] == accepted + 1)
        try await database.close()
    }

    @Test("was deleted does no silent work: it says so, makes no new file, and goes on when the file is put back")
    func deleted() async throws {
        let database = database()
        let store = try await store(on: database)
        try await enqueue(in: store)
        let aside = folder.file("aside")
        try FileManager.default.moveItem(atPath: file, toPath: aside)
        #expect(await code { try await enqueue(in: store) } == .fileGone)
        #expect(await code { _ = try await store.countsByStatus() } == .fileGone)
        #expect(try await store.fault(now: Self.now) == .fileGone)
        #expect(!FileManager.default.fileExists(atPath: file))
        try FileManager.default.moveItem(atPath: aside, toPath: file)
        #expect(try await store.fault(now: Self.now) == nil)
        try await enqueue(in: store)
        #expect(try await store.countsByStatus()[.pending] == 2)
    }

    @Test("was replaced is not mixed with the new one, in sessions that are open and in new ones")
    func replaced() async throws {
        let database = database()
        let store = try await store(on: database)
        try FileManager.default.moveItem(atPath: file, toPath: folder.file("aside"))
        let other = self.database()
        _ = try await self.store(on: other)
        #expect(await code { try await enqueue(in: store) } == .fileGone)
        // The session that reads is opened only now.
        #expect(await code { _ = try await store.countsByStatus() } == .fileGone)
    }

    @Test("a long reader holds up gets its log back to size once the reader is gone")
    func longReader() async throws {
        let database = database()
        let store = try await store(on: database)
        @Sendable func logSize() throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: file + "-wal")
            return (attributes[.size] as? NSNumber)?.intValue ?? 0
        }
        // No transaction of ours: what is enqueued meanwhile would join it.
        try await database.withConnection(.readOnly) { reader in
            try await reader.executeScript("BEGIN")
            _ = try await reader.fetchAll("SELECT COUNT(*) AS total FROM job_executions")
            for _ in 0..<600 { try await enqueue(in: store, size: 60_000) }
            #expect(try logSize() > 32 << 20)
            try await reader.executeScript("COMMIT")
        }
        for _ in 0..<3 { try await enqueue(in: store) }
        #expect(try logSize() <= 17 << 20)
    }
}
