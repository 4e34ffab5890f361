import JobUBuiltins
import JobUConformance
import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import TestSupport
import Logging
import Synchronization
import Testing

/// What the built-in handler `sql` has to keep on every engine.
package enum SQLHandlerContract {
    package static let cases: [DriverCase] = binding + refusing + keeping + sessions

    private static let binding: [DriverCase] = [
        DriverCase("named parameters are bound, whatever they hold") { fixture in
            try await makeTable(fixture)
            let nasty = "'); DROP TABLE notes; -- \"`\\ 가나다 :text ? $1"
            let result = try await run(
                fixture, "INSERT INTO notes (id, body) VALUES (:id, :text)", ["id": 1, "text": .string(nasty)])
            #expect(result.choice == .success(action: "executed", data: ["row_count": 1]))
            #expect(try await bodies(fixture) == [nasty])
        },
        DriverCase("a parameter may come several times, and what looks like one in strings, names and comments is none") { fixture in
            try await makeTable(fixture)
            let result = try await run(
                fixture,
                """
                /* :no ; */ INSERT INTO notes (id, body) SELECT :id, ':no; ''?''' WHERE :id = :id -- :no ; ?
                ;
                """, ["id": 5])
            #expect(result.choice == .success(action: "executed", data: ["row_count": 1]))
            #expect(try await bodies(fixture) == [":no; '?'"])
        },
        DriverCase("null, numbers and texts keep their type") { fixture in
            try await makeTable(fixture)
            _ = try await run(
                fixture, "INSERT INTO notes (id, body, score) VALUES (:id, :body, :score)", ["id": 1, "body": nil, "score": 2.5])
            let result = try await run(fixture, "SELECT id, body, score FROM notes WHERE id = :id", ["id": 1])
            #expect(
                result.choice
                    == .success(
                        action: "fetched",
                        data: ["rows": [["id": 1, "body": nil, "score": 2.5]], "row_count": 1, "is_truncated": false]))
        },
        DriverCase("the scheduled time and the number of the run are there without being given") { fixture in
            try await makeTable(fixture)
            _ = try await run(fixture, "INSERT INTO notes (id, body) SELECT :execution_id, 'x' WHERE :scheduled_time IS NOT NULL")
            #expect(try await ids(fixture) == [7])
        },
    ]

    private static let refusing: [DriverCase] = [
        DriverCase("a second statement is refused before the first one runs") { fixture in
            try await makeTable(fixture)
            let error = await refusal(fixture, "INSERT INTO notes (id) VALUES (1); DROP TABLE notes")
            #expect(error?.message == "the statement contains more than one statement; create a cron for each")
            #expect(error?.isRetryable == false)
            #expect(try await ids(fixture) == [])
        },
        DriverCase("parameters that are missing, unused or of no column's type are named, all at once") { fixture in
            let error = await refusal(fixture, "SELECT :a, :b, :list", ["b": 1, "c": 2, "list": [1], "execution_id": 3])
            let message = error?.message ?? ""
            #expect(message.contains("':a' has no value in 'params'"))
            #expect(message.contains("'c' is given, but the statement has no ':c'"))
            #expect(message.contains("'list' must be a text, a number, true, false or null"))
            #expect(message.contains("'execution_id' is set by JobU; remove it"))
            #expect(error?.isRetryable == false)
        },
        DriverCase(
            "a statement that would end its transaction is refused", arguments: ["COMMIT", "rollback", " /* a */ Begin", "SET x = 1"]),
        DriverCase("read-only is kept by the engine, and not tried again") { fixture in
            try await makeTable(fixture)
            let error = await refusal(fixture, "INSERT INTO notes (id) VALUES (1)", params: ["read_only": true])
            #expect(error?.isRetryable == false)
            #expect(try await ids(fixture) == [])
        },
        DriverCase("a statement that the engine does not understand is not tried again, and shows no value") { fixture in
            let error = await refusal(fixture, "SELEKT :secret", ["secret": "4711"])
            #expect(error?.isRetryable == false)
            #expect(error?.message.contains("SELEKT") == true)
            #expect(error?.message.contains("4711") == false)
        },
        DriverCase("a database that is not on the list is refused") { fixture in
            let error = await refusal(fixture, "SELECT 1", params: ["database": "other"])
            #expect(
                error?.message
                    == "the database 'other' is not in worker.builtin.sql.databases of worker.yaml; allowed: \(fixture.database.name)")
        },
    ]

    private static let keeping: [DriverCase] = [
        DriverCase("of many rows as many are kept as are allowed") { fixture in
            try await makeTable(fixture)
            for id in 1...5 { _ = try await run(fixture, "INSERT INTO notes (id) VALUES (:id)", ["id": .int(Int64(id))]) }
            let result = try await run(fixture, "SELECT id FROM notes ORDER BY id", rowsMax: 3)
            #expect(
                result.choice
                    == .success(
                        action: "fetched", data: ["rows": [["id": 1], ["id": 2], ["id": 3]], "row_count": 3, "is_truncated": true]))
        },
        DriverCase("a WITH that reads gives rows") { fixture in
            let result = try await run(fixture, "WITH two AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT n FROM two ORDER BY n;")
            #expect(
                result.choice == .success(action: "fetched", data: ["rows": [["n": 1], ["n": 2]], "row_count": 2, "is_truncated": false]))
        },
        DriverCase("an atomic statement and the end of its run are kept together, or neither") { fixture in
            try await makeTable(fixture)
            _ = try await run(fixture, "INSERT INTO notes (id, body) VALUES (1, 'kept')", params: ["atomic": true])
            #expect(try await bodies(fixture) == ["kept", "done"])
            let error = await refusal(fixture, "INSERT INTO notes (id, body) VALUES (1, 'twice')", params: ["atomic": true])
            #expect(error?.isRetryable == false)
            #expect(try await bodies(fixture) == ["kept", "done"])
        },
    ]
}

extension ContractCase<TestDatabase> {
    fileprivate init(_ sentence: String, arguments: [String]) {
        self.init(sentence) { fixture in
            for statement in arguments {
                let error = await SQLHandlerContract.refusal(fixture, statement)
                #expect(error?.message.contains("is not allowed in the transaction that JobU opens for it") == true, "\(statement)")
                #expect(error?.isRetryable == false)
            }
        }
    }
}

extension SQLHandlerContract {
    private static func makeTable(_ fixture: TestDatabase) async throws {
        try await fixture.database.withConnection(.readWrite) {
            try await $0.executeScript("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, body VARCHAR(200), score DOUBLE PRECISION)")
        }
    }

    private static func bodies(_ fixture: TestDatabase) async throws -> [String] {
        try await fixture.database.transaction { try await $0.fetchAll("SELECT body FROM notes ORDER BY id") }.map { try $0.text("body") }
    }

    private static func ids(_ fixture: TestDatabase) async throws -> [Int64] {
        try await fixture.database.transaction { try await $0.fetchAll("SELECT id FROM notes ORDER BY id") }.map { try $0.int64("id") }
    }

    static func run(
        _ fixture: TestDatabase, _ statement: String, _ values: [String: JSONValue] = [:], params: [String: JSONValue] = [:],
        rowsMax: Int = 100, stores: [Database] = []
    ) async throws -> HandlerResult {
        let all = params.merging(["statement": .string(statement), "params": .object(values)]) { _, new in new }
        let handler = RegisteredHandler(SQLHandler(databases: [fixture.database.name], rowsMax: rowsMax))
        return try await handler.execute(JSONText.encode(JSONValue.object(all)), context(fixture, stores: stores))
    }

    static func refusal(
        _ fixture: TestDatabase, _ statement: String, _ values: [String: JSONValue] = [:], params: [String: JSONValue] = [:],
        stores: [Database] = []
    ) async -> HandlerError? {
        await #expect(throws: HandlerError.self) { _ = try await run(fixture, statement, values, params: params, stores: stores) }
    }

    /// A run whose end is a row of the same table.
    private static func context(_ fixture: TestDatabase, stores: [Database]) -> JobContext {
        let start = Timestamp(microseconds: 1_767_225_600_000_000)
        let execution = ClaimedExecution(
            lease: Lease(executionID: ExecutionID(rawValue: 7), workerID: WorkerID(rawValue: 1), fence: 1), cronJobID: nil,
            handlerName: "sql",
            handlerParams: "{}", scheduledTime: start, runAt: start, attempt: 1, retryCount: 0,
            options: ExecutionOptions(maxRetry: 0, timeout: .seconds(60)), startedAt: start)
        let time = TimeSource.system
        let environment = AtomicEnvironment(
            time: time, logger: Logger(label: "contract"),
            coordinator: "contract")
        let atomic = AtomicDatabases([fixture.database], executionDatabase: fixture.database.name, environment: environment)
        return JobContext(
            execution: execution, deadline: start, logger: Logger(label: "contract"),
            databases: JobDatabases([fixture.database], atomic: atomic, stores: stores),
            wall: time.wall,
            completion: ExecutionCompletion(executionDatabase: fixture.database.name) { _, tx in
                try await tx.execute("INSERT INTO notes (id, body) VALUES (\(execution.lease.executionID.rawValue), 'done')")
                return ExecutionTransition.next(after: .success(result: "{}"), of: execution, now: start, random: 0)
            }, report: { _, _ in })
    }
}
