import Foundation
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

@Suite("Moving from a Python JobU")
struct PythonImportTests {
    /// The tables as the Python JobU makes them on SQLite.
    private static let old = """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        db.executescript(\"\"\"
        CREATE TABLE cron_jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT, cron_expression TEXT NOT NULL,
            handler_name TEXT NOT NULL, handler_params TEXT, is_enabled INTEGER DEFAULT 1, allow_overlap INTEGER DEFAULT 1,
            max_retry INTEGER DEFAULT 3, timeout_seconds INTEGER DEFAULT 3600, created_at TEXT, updated_at TEXT);
        CREATE TABLE job_executions (id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL, scheduled_time TEXT NOT NULL,
            status TEXT DEFAULT 'PENDING', started_at TEXT, finished_at TEXT, retry_count INTEGER DEFAULT 0, error_message TEXT,
            result TEXT, created_at TEXT);
        INSERT INTO cron_jobs VALUES (7, '야간 정산', '매일', '0 3 13 * 5', 'settle', '{"지역": "서울"}', 1, 0, 5, 600, NULL, NULL);
        INSERT INTO cron_jobs VALUES (8, 'off', NULL, '*/5 * * * *', 'report', NULL, 0, 1, 3, 3600, NULL, NULL);
        INSERT INTO cron_jobs VALUES (9, 'broken', NULL, '99 * * * *', 'report', NULL, 1, 1, 3, 3600, NULL, NULL);
        INSERT INTO job_executions VALUES (1, 7, '2025-01-02 03:00:00', 'SUCCESS', '2025-01-02T03:00:01.5', '2025-01-02 03:00:09', 0, NULL,
            '{"action": "done"}', '2025-01-02 02:59:59');
        INSERT INTO job_executions VALUES (2, 7, '2025-01-03 03:00:00', 'FAILED', '2025-01-03 03:00:01', '2025-01-03 03:00:02', 5, 'no disk',
            NULL, '2025-01-03 03:00:00');
        INSERT INTO job_executions VALUES (3, 7, '2025-01-04 03:00:00', 'RUNNING', '2025-01-04 03:00:01', NULL, 0, NULL, NULL, NULL);
        INSERT INTO job_executions VALUES (4, 9, '2025-01-04 03:00:00', 'SUCCESS', NULL, NULL, 0, NULL, NULL, NULL);
        \"\"\")
        """

    private static func makeOld(_ path: String) async throws {
        try await python(old, path)
    }

    private static func python(_ script: String, _ path: String) async throws {
        let made = try await Subprocess.run(
            .name("python3"), arguments: ["-", path], input: .string(script), output: .discarded, error: .string(limit: 10_000))
        #expect(made.terminationStatus.isSuccess, "\(made.standardError)")
    }

    @Test("crons and history are taken over once; what cannot be is told")
    func move() async throws {
        let place = try await Workplace()
        let file = place.folder.file("old.db")
        try await Self.makeOld(file)
        let moved = try await place.jobu("migrate", "--from-python", file)
        #expect(moved.status == .exited(0), "\(moved.errors)")
        #expect(moved.output.contains("Imported 2 crons and 2 jobs"))
        #expect(moved.output.contains("Skipped 2 jobs"))
        #expect(moved.output.contains("'broken': cron_expression"))
        let cron = try #require(try await place.store.cronJob(named: "야간 정산"))
        #expect(cron.definition.dayMatch == "or")
        #expect(cron.definition.handlerParams.contains("서울"))
        #expect(cron.definition.overlapPolicy == .skip)
        #expect(cron.definition.options.maxRetry == 5)
        #expect(cron.nextRunAt != nil)
        #expect(try await place.store.cronJob(named: "off")?.definition.isEnabled == false)
        var filter = ExecutionFilter()
        filter.cronJobID = cron.id
        let executions = try await place.store.executions(filter, page: Page()).items
        #expect(executions.map(\.status) == [.failed, .success])
        #expect(executions[0].errorMessage == "no disk")
        #expect(executions[0].attempt == 6)
        #expect(executions[1].result == #"{"action": "done"}"#)
        #expect(executions[1].startedAt == (try Timestamp(rfc3339: "2025-01-02T03:00:01.5Z")))

        let again = try await place.jobu("migrate", "--from-python", file, "--json")
        #expect(again.status == .exited(0), "\(again.errors)")
        #expect(again.output.contains("\"crons\" : 0") || again.output.contains("\"crons\":0"))
        #expect(try await place.store.executions(ExecutionFilter(), page: Page()).total == 2)
    }

    @Test("a move that was interrupted goes on with what is lacking")
    func resume() async throws {
        let place = try await Workplace()
        let file = place.folder.file("old.db")
        try await Self.makeOld(file)
        #expect(try await place.jobu("migrate", "--from-python", file).status == .exited(0))
        let later = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("INSERT INTO job_executions VALUES (9, 7, '2025-01-05 03:00:00', 'FAILED', NULL, NULL, 0, 'no disk', NULL, NULL)")
            db.commit()
            """
        try await Self.python(later, file)
        let again = try await place.jobu("migrate", "--from-python", file)
        #expect(again.output.contains("Imported 0 crons and 1 jobs"))
        #expect(try await place.store.executions(ExecutionFilter(), page: Page()).items.map(\.status) == [.failed, .failed, .success])
    }

    @Test("a source that is not there, is no Python JobU, or is the store itself is refused")
    func wrong() async throws {
        let place = try await Workplace()
        let missing = try await place.jobu("migrate", "--from-python", "nowhere.db")
        #expect(missing.status == .exited(1))
        #expect(missing.errors.contains("there is no file 'nowhere.db'"))
        let own = try await place.jobu("migrate", "--from-python", "jobu")
        #expect(own.status == .exited(1))
        #expect(own.errors.contains("is the store itself"))
        try "not a database".write(toFile: place.folder.file("text.db"), atomically: true, encoding: .utf8)
        let text = try await place.jobu("migrate", "--from-python", place.folder.file("text.db"))
        #expect(text.status == .exited(1))
    }

    @Test("crons can be taken over as disabled")
    func disabled() async throws {
        let place = try await Workplace()
        let file = place.folder.file("old.db")
        try await Self.makeOld(file)
        #expect(try await place.jobu("migrate", "--from-python", file, "--disabled").status == .exited(0))
        #expect(try await place.store.cronJob(named: "야간 정산")?.definition.isEnabled == false)
    }
}
