import Foundation
import JobUComposition
import JobUDatabase
import JobUHandler
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUStore
import JobUTesting
import TestSupport
import Testing

/// Programs that ask for runs themselves.
@Suite("Clients", .timeLimit(.minutes(2)))
struct ClientTests {
    /// The example of docs/scale.md.
    private func settle(_ connection: JobUConnection, day: String, fails: Bool = false) async throws {
        // docs: scale.md
        try await connection.databases.transaction("jobu") { tx in
            try await tx.execute("INSERT INTO settlements (day) VALUES (\(day))")
            try await connection.client.enqueue(named: "send_statement", json: #"{"day": "2026-11-24"}"#, in: tx)
            if fails { throw CancellationError() }
        }
        // docs: end
    }

    private func connected(
        _ engine: StoreEngine, _ body: (JobUConnection, Workplace) async throws -> Void
    ) async throws {
        let place = try await Workplace(on: engine)
        let section = place.fixture.section ?? "{type: sqlite, path: '\(place.folder.file("data/jobu.db"))'}"
        let other = place.folder.file("other.db")
        try "databases:\n  jobu: \(section)\n  other: {type: sqlite, path: '\(other)'}\n"
            .write(toFile: place.folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
        let connection = try await JobUConnection.open(
            config: place.folder.file("config"), environment: [:], engines: [.postgresql, .mysql])
        try await body(connection, place)
        try await connection.close()
    }

    private func executions(_ place: Workplace) async throws -> [Execution] {
        try await place.store.executions(ExecutionFilter(), page: Page()).items
    }

    @Test("a run asked for in a transaction is there if that one is committed, and only then", arguments: StoreEngine.present)
    func transaction(engine: StoreEngine) async throws {
        try await connected(engine) { connection, place in
            try await connection.databases.transaction("jobu") { tx in
                try await tx.execute("CREATE TABLE settlements (day VARCHAR(10) PRIMARY KEY)")
            }
            await #expect(throws: CancellationError.self) { try await settle(connection, day: "2026-11-23", fails: true) }
            #expect(try await executions(place).isEmpty)
            try await settle(connection, day: "2026-11-24")
            #expect(try await executions(place).map(\.handlerName) == ["send_statement"])
            #expect(try await executions(place).map(\.status) == [.pending])
        }
    }

    @Test("many runs are asked for at once, and those with a key in use are left out", arguments: StoreEngine.present)
    func many(engine: StoreEngine) async throws {
        try await connected(engine) { connection, place in
            var keyed = JobRequest(handlerName: "sample")
            keyed.uniqueKey = "once"
            let first = try await connection.client.enqueue(keyed)
            #expect(first.isNew)
            #expect(try await connection.client.enqueue(keyed) == .alreadyExists(first.id))
            let requests = (0..<250).map { JobRequest(handlerName: "sample", handlerParams: #"{"number": \#($0)}"#) }
            #expect(try await connection.client.enqueue(contentsOf: requests + [keyed]) == 250)
            #expect(try await connection.client.enqueue(contentsOf: []) == 0)
            #expect(try await place.store.executions(ExecutionFilter(), page: Page()).total == 251)
            let more = try await connection.databases.transaction("jobu") { tx in
                try await connection.client.enqueue(contentsOf: Array(requests.prefix(3)), in: tx)
            }
            #expect(more == 3)
            #expect(try await place.store.executions(ExecutionFilter(), page: Page()).total == 254)
        }
    }

    @Test("a request that is wrong is refused with the field, and so is a transaction of another database")
    func refused() async throws {
        try await connected(.sqlite) { connection, place in
            let client = connection.client
            var late = JobRequest(handlerName: "sample")
            late.options.priority = 11
            let list = JobRequest(handlerName: "sample", handlerParams: "[]")
            var blank = JobRequest(handlerName: "sample")
            blank.uniqueKey = " "
            for (request, field) in [
                (late, "priority"), (list, "handler_params"), (blank, "unique_key"), (JobRequest(handlerName: ""), "handler_name"),
            ] {
                let error = await #expect(throws: EnqueueError.self) { try await client.enqueue(request) }
                #expect(error.map { "\($0)".contains(field) } == true, "\(String(describing: error))")
                await #expect(throws: EnqueueError.self) {
                    try await client.enqueue(contentsOf: [JobRequest(handlerName: "sample"), request])
                }
            }
            let elsewhere = await #expect(throws: EnqueueError.self) {
                try await connection.databases.transaction("other") { tx in
                    _ = try await client.enqueue(JobRequest(handlerName: "sample"), in: tx)
                }
            }
            #expect(elsewhere.map { "\($0)".contains("'other'") } == true, "\(String(describing: elsewhere))")
            await #expect(throws: EnqueueError.self) {
                try await connection.databases.transaction("other") { tx in
                    _ = try await client.enqueue(contentsOf: [JobRequest(handlerName: "sample")], in: tx)
                }
            }
            let left = try await executions(place)
            #expect(left.isEmpty)
        }
    }
}
