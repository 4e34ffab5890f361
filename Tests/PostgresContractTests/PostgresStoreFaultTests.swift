import JobUContracts
import JobUDatabase
import JobUModel
import JobUPostgres
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("A store on PostgreSQL", .needsPostgres, .inTurn, .timeLimit(.minutes(5)))
struct PostgresStoreFaultTests {
    @Test("that accepts no writes says so, and works again by itself")
    func readOnly() async throws {
        let fixture = try await TestStore(on: #require(await TestDatabase.postgres()))
        func set(_ value: String) async throws {
            try await fixture.database.withConnection(.readWrite) {
                try await $0.executeScript("SET default_transaction_read_only = \(value)")
            }
        }
        try await set("on")
        #expect(try await fixture.store.fault(now: Timestamp(epochSeconds: 1)) == .readOnly)
        try await set("off")
        #expect(try await fixture.store.fault(now: Timestamp(epochSeconds: 1)) == nil)
    }

    @Test("begins its transactions on a new session where the server has closed the idle one")
    func closedWhileIdle() async throws {
        let bench = try await Bench()
        let database = Database(
            name: "any", driver: PostgresDriver(bench.configuration), pool: PoolConfiguration(max: 1), time: TimeSource.system)
        let killer = try await bench.connect()
        for _ in 0..<3 {
            let id = try await database.withConnection(.readOnly) { try await $0.processID() }
            _ = try await killer.fetchAll("SELECT pg_terminate_backend(\(id)::integer) AS done")
            #expect(try await database.transaction { try await $0.fetchOne("SELECT 1 AS one") }?.int("one") == 1)
        }
        try await database.close()
    }
}
