import JobU
import JobUMySQL
import JobUPostgres
import Testing

/// The samples that need PostgreSQL and MySQL.
@Suite("Samples on servers", .serialized, .enabled(if: TestServers.areThere, "JOBU_TEST_POSTGRES_* and JOBU_TEST_MYSQL_* are not set"))
struct ServerTests {
    private let program: Program

    init() async throws {
        program = try Program(environment: TestServers.environment ?? [:])
        let connection = try await JobUConnection.open(
            config: program.folder.appendingPathComponent("config").path, environment: program.environment,
            engines: [.postgresql, .mysql])
        for name in ["postgres_1", "mysql_1"] {
            try await connection.databases.transaction(name) { tx in try await tx.execute("DROP TABLE IF EXISTS sample_data") }
        }
        try await connection.close()
        try program.command("tx", "setup")
    }

    private func succeed(_ handler: String, _ params: String = "{}") throws -> [String: JSONValue] {
        let execution = try program.run(handler, params)
        #expect(execution.status == "SUCCESS", "\(handler): \(execution.errorMessage ?? "")")
        return execution.result?.data ?? [:]
    }

    @Test("postgres_crud and mysql_crud create, update, read and delete", arguments: ["postgres_crud", "mysql_crud"])
    func crud(handler: String) throws {
        let row: JSONValue = ["id": 1, "name": "정산 🙂", "amount": 10]
        #expect(try succeed(handler, #"{"name": "정산 🙂", "amount": 10}"#)["rows"] == .array([row]))
        let changed: JSONValue = ["id": 1, "name": "정산 🙂", "amount": 20]
        #expect(try succeed(handler, #"{"action": "update", "id": 1, "amount": 20}"#)["rows"] == .array([changed]))
        #expect(try succeed(handler, #"{"action": "read"}"#)["rows"] == .array([changed]))
        #expect(try succeed(handler, #"{"action": "delete", "id": 1}"#)["rows"] == .array([changed]))
        let missing = try program.run(handler, #"{"action": "delete", "id": 1}"#)
        #expect(missing.errorMessage?.contains("there is no row with id 1") == true)
    }

    @Test("the syncs copy every row once, in batches, from SQLite over PostgreSQL to MySQL")
    func sync() throws {
        for amount in [100, 200, 300] { _ = try succeed("sqlite_crud", #"{"database": "default", "amount": \#(amount)}"#) }
        #expect(try succeed("sync_sqlite_to_postgres", #"{"batch_size": 2}"#)["rows"] == 2)
        #expect(try succeed("sync_sqlite_to_postgres")["rows"] == 1)
        #expect(try succeed("sync_sqlite_to_postgres")["rows"] == 0)
        #expect(try succeed("sync_postgres_to_mysql")["rows"] == 3)
        #expect(try succeed("sync_postgres_to_mysql")["rows"] == 0)
        let report = try succeed("multi_db_report")
        #expect(report["rows"] == 9)
        #expect(report["amount"] == 1800)
        #expect(report["databases"] == ["default": total(3, 600), "postgres_1": total(3, 600), "mysql_1": total(3, 600)])
    }

    @Test("concurrent_queries queries all four databases")
    func concurrent() throws {
        _ = try succeed("sqlite_crud", #"{"amount": 5}"#)
        let databases: JSONValue = ["default": total(0, 0), "sqlite_2": total(1, 5), "postgres_1": total(0, 0), "mysql_1": total(0, 0)]
        #expect(try succeed("concurrent_queries")["databases"] == databases)
    }

    private func total(_ rows: Int64, _ amount: Int64) -> JSONValue {
        ["rows": .int(rows), "amount": .int(amount)]
    }
}
