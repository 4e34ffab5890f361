import JobUContracts
import JobUDatabase
import JobUPostgres
import Testing

@Suite("Opening a session with PostgreSQL", .needsPostgres, .inTurn)
struct PostgresConnectTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    @Test("over the Unix socket", .enabled(if: TestServers.postgresSocketFolder != nil))
    func socket() async throws {
        let connection = try await bench.connect { $0.socket = TestServers.postgresSocketFolder }
        #expect(try await connection.row("SELECT inet_server_addr()::text AS address").textIfPresent("address") == nil)
        try await connection.ping()
        try await connection.close()
        try await connection.close()
    }

    @Test("TLS that the server does not offer")
    func withoutTLS() async throws {
        let error = await failure { _ = try await bench.connect { $0.sslMode = .require } }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("SSL") == true)
        #expect(error?.message.contains("database.yaml") == true)
    }

    @Test("a wrong password, user or database, or nobody there")
    func refused() async throws {
        let password = await failure { _ = try await bench.connect { $0.password = Secret("secret-4711") } }
        #expect(password?.code == .permission)
        #expect(password?.serverCode == "28P01")
        #expect(password.map { "\($0)" }?.contains("secret-4711") == false)
        let database = await failure { _ = try await bench.connect { $0.database = "nowhere" } }
        #expect(database?.code == .cannotOpen)
        #expect(database?.message.contains("create the database") == true)
        let nobody = await failure { _ = try await bench.connect { $0.port = 1 } }
        #expect(nobody?.code == .cannotOpen)
        #expect(nobody?.message.contains("that the server runs") == true)
        #expect(nobody?.message.contains("LOCATION") == false)
    }

    @Test("the password is never shown")
    func description() {
        var configuration = ServerConfiguration(port: 5432, database: "jobu", user: "jobu", password: "secret-4711")
        configuration.schema = "other"
        var dumped = ""
        dump([configuration], to: &dumped)
        #expect(!"\(configuration) \([configuration]) \(String(reflecting: configuration)) \(dumped)".contains("secret-4711"))
    }

    @Test("a schema of any name is where tables are made")
    func schema() async throws {
        let fixture = try #require(bench.configuration.schema)
        let odd = #"\#(fixture) "odd\ name"#
        let connection = try await bench.connect()
        try await connection.executeScript(#"CREATE SCHEMA "\#(odd.replacing("\"", with: "\"\""))""#)
        let inside = try await bench.connect { $0.schema = odd }
        #expect(try await inside.row("SELECT current_schema() AS name").text("name") == odd)
        try await connection.executeScript(#"DROP SCHEMA "\#(odd.replacing("\"", with: "\"\""))""#)
    }
}
