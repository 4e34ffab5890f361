import JobUContracts
import JobUDatabase
import JobUPostgres
import Testing

/// A schema of its own, and sessions in it. The schema goes away with the bench.
struct Bench: Sendable {
    let configuration: ServerConfiguration
    private let schema: PostgresSchema

    init() async throws {
        schema = try await PostgresSchema(on: #require(TestServers.postgres))
        configuration = schema.configuration
    }

    func connect(_ change: (inout ServerConfiguration) -> Void = { _ in }) async throws -> any DatabaseConnection {
        var configuration = configuration
        change(&configuration)
        return try await PostgresDriver(configuration).connect(.readWrite)
    }

    /// Waits until the server says that the session is at work on a statement with this text.
    func waitUntilRuns(_ session: Int, _ text: String) async throws {
        let watcher = try await connect()
        while true {
            let rows = try await watcher.fetchAll(
                """
                SELECT 1 AS found FROM pg_stat_activity
                WHERE pid = \(session) AND state = 'active' AND strpos(query, \(text)) > 0 AND wait_event IS NOT NULL
                """)
            if !rows.isEmpty { return }
            await Task.yield()
        }
    }
}

extension DatabaseConnection {
    /// The number of the server's process for this session.
    func processID() async throws -> Int {
        try #require(await fetchAll("SELECT pg_backend_pid() AS pid").first).int("pid")
    }

    /// The only row of a query.
    func row(_ sql: SQLQuery) async throws -> ResultRow {
        try #require(await fetchAll(sql).first)
    }
}

/// The driver's error of `body`.
func failure(_ body: () async throws -> Void) async -> SQLError? {
    await #expect(throws: SQLError.self) { try await body() }
}

extension Trait where Self == ConditionTrait {
    /// Only where the environment names a server.
    static var needsPostgres: ConditionTrait {
        .enabled(if: TestServers.postgres != nil, "no server in JOBU_TEST_POSTGRES_*")
    }
}
