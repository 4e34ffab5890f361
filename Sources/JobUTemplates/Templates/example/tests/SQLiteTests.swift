import JobU
import Testing

/// The samples that need no server.
@Suite("Samples on SQLite", .serialized)
struct SQLiteTests {
    private let program: Program

    init() throws { program = try Program() }

    private func succeed(_ handler: String, _ params: String = "{}") throws -> [String: JSONValue] {
        let execution = try program.run(handler, params)
        #expect(execution.status == "SUCCESS", "\(execution.errorMessage ?? "")")
        return execution.result?.data ?? [:]
    }

    @Test("sample returns its message, and fails on request")
    func sample() throws {
        #expect(try succeed("sample", #"{"message": "한글 메시지", "sleep_seconds": 0.1}"#)["message"] == "한글 메시지")
        let failed = try program.run("sample", #"{"should_fail": true, "message": "일부러"}"#)
        #expect(failed.status == "FAILED")
        #expect(failed.errorMessage?.contains("일부러") == true)
    }

    @Test("sqlite_crud creates, updates, reads and deletes")
    func crud() throws {
        let row: JSONValue = ["id": 1, "name": "정산", "amount": 10]
        #expect(try succeed("sqlite_crud", #"{"name": "정산", "amount": 10}"#)["rows"] == .array([row]))
        let changed: JSONValue = ["id": 1, "name": "정산", "amount": 20]
        #expect(try succeed("sqlite_crud", #"{"action": "update", "id": 1, "amount": 20}"#)["rows"] == .array([changed]))
        #expect(try succeed("sqlite_crud", #"{"action": "read"}"#)["rows"] == .array([changed]))
        #expect(try succeed("sqlite_crud", #"{"action": "delete", "id": 1}"#)["rows"] == .array([]))
    }

    @Test("what a handler binds stays a value, whatever it looks like")
    func binding() throws {
        let rows = try succeed("sqlite_crud", #"{"name": "'); DROP TABLE sample_data; --"}"#)["rows"]
        #expect(rows == .array([["id": 1, "name": "'); DROP TABLE sample_data; --", "amount": 0]]))
    }

    @Test(
        "invalid parameters fail the job with the reason",
        arguments: [
            (#"{"action": "update"}"#, "update needs an id"), (#"{"action": "explode"}"#, "action"), (#"{"limit": 0}"#, "limit must be"),
            (#"{"action": "delete", "id": 7}"#, "there is no row with id 7"), (#"{"name": ""}"#, "1 to 100 characters"),
            (#"{"database": "mysql_1"}"#, "must be sqlite_2 or default"),
        ])
    func refusals(params: String, reason: String) throws {
        let execution = try program.run("sqlite_crud", params)
        #expect(execution.status == "FAILED")
        #expect(execution.errorMessage?.contains(reason) == true, "\(execution.errorMessage ?? "")")
    }

    @Test("service_layer books all amounts or none")
    func serviceLayer() throws {
        #expect(try succeed("service_layer", #"{"amounts": {"수입": 100, "지출": -30}}"#)["balance"] == 70)
        let refused = try program.run("service_layer", #"{"amounts": {"가": 50, "나": -500}}"#)
        #expect(refused.status == "FAILED")
        #expect(refused.errorMessage?.contains("would be -380") == true)
        #expect(try succeed("service_layer", #"{"amounts": {}}"#)["balance"] == 70)
    }

    @Test("do_work_pattern raises small amounts")
    func doWork() throws {
        _ = try succeed("sqlite_crud", #"{"amount": 1}"#)
        _ = try succeed("sqlite_crud", #"{"amount": 9}"#)
        #expect(try succeed("do_work_pattern", #"{"least": 5}"#)["rows"] == 1)
        #expect(try succeed("do_work_pattern", #"{"least": 5}"#)["rows"] == 0)
    }

    @Test("an unreachable server fails only the samples that need it, with its name")
    func away() throws {
        let alone = try Program(environment: ["POSTGRES_PORT": "1", "MYSQL_PORT": "1"])
        for (handler, database) in [("postgres_crud", "postgres_1"), ("mysql_crud", "mysql_1"), ("sync_sqlite_to_postgres", "postgres_1")] {
            let execution = try alone.run(handler)
            #expect(execution.status == "FAILED")
            #expect(execution.errorMessage?.contains("\(database) cannot be used") == true, "\(execution.errorMessage ?? "")")
        }
        #expect(try alone.run("sqlite_crud").status == "SUCCESS")
    }
}
