import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

/// Words and texts that the schema's own checks refuse: a store whose checks are off, or of an older schema, has them all the same.
@Suite("Words that no version of ours writes")
struct OddWordTests {
    private static let start = Timestamp(epochSeconds: 1_767_225_600)

    private static func unchecked(_ fixture: TestStore, _ statements: [SQLQuery]) async throws {
        try await fixture.database.withConnection(.readWrite) { connection in
            try await connection.executeScript("PRAGMA ignore_check_constraints = 1")
            for statement in statements { _ = try await connection.execute(statement) }
            try await connection.executeScript("PRAGMA ignore_check_constraints = 0")
        }
    }

    @Test("are shown on crons, which alone are not dispatched")
    func cronJobs() async throws {
        let fixture = try await TestStore.sqlite()
        let changes: [SQLQuery] = [
            "overlap_policy = 'moon'", "misfire_policy = ''", "tags = 'oops'", "handler_params = 'oops'", "retry_backoff = '{}'",
            "retry_backoff = 'x'", "is_enabled = 7",
        ]
        for index in 0...changes.count {
            let definition = CronJobDefinition(name: "cron \(index)", cronExpression: "* * * * *", handlerName: "sample")
            _ = try await fixture.store.createCronJob(definition, nextRunAt: Self.start, now: Self.start)
        }
        try await Self.unchecked(
            fixture, changes.enumerated().map { "UPDATE cron_jobs SET \($0.element) WHERE id = \($0.offset + 1)" })
        let crons = try await fixture.store.cronJobs(CronJobFilter(), page: Page()).items.sorted { $0.id.rawValue < $1.id.rawValue }
        #expect(
            crons.map { $0.problems.map(\.column) } == [
                ["overlap_policy"], ["misfire_policy"], ["tags"], [], ["retry_backoff"], ["retry_backoff"], ["is_enabled"], [],
            ])
        #expect(crons.map { $0.unusable != nil } == [true, true, false, false, true, true, true, false])
        let result = try await fixture.store.dispatchDue(now: Self.start, limit: 100) { due in
            DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil)
        }
        #expect(result.created == crons.count)
    }

    @Test("stop no list, no count and no pruning of executions")
    func executions() async throws {
        let fixture = try await TestStore.sqlite()
        for _ in 0..<3 {
            _ = try await fixture.store.enqueue(
                NewExecution(handlerName: "sample", scheduledTime: Self.start, trigger: .api), now: Self.start)
        }
        try await Self.unchecked(fixture, ["UPDATE job_executions SET status = 'MOON', finished_at = \(Self.start) WHERE id = 1"])
        let items = try await fixture.store.executions(ExecutionFilter(), page: Page()).items
        #expect(items.map { $0.problems.map(\.column) } == [[], [], ["status"]])
        #expect(try await fixture.store.countsByStatus(newest: 10)[.pending] == 2)
        let later = Self.start + .seconds(3600)
        let request = PruneRequest(cutoffs: [.success: later], keysBefore: later, after: ExecutionID(rawValue: 0), limit: 10)
        #expect(try await fixture.store.prune(request).deleted == 0)
    }

    @Test("of a role show the account, and let nobody in")
    func roles() async throws {
        let fixture = try await TestStore.sqlite()
        let store = fixture.store
        let admin = try await store.createUser(NewUser(name: "kim", passwordHash: "h", role: .admin), now: Self.start)
        let other = try await store.createUser(NewUser(name: "lee", passwordHash: "h", role: .admin), now: Self.start)
        for (user, hash) in [(admin, "a"), (other, "b")] {
            try await store.startSession(
                NewSession(hash: hash, user: user.id, address: "::1", expiresAt: Self.start + .seconds(60)), now: Self.start)
        }
        _ = try await store.createToken(
            NewAPIToken(name: "t", hash: "t", hint: "t", role: .admin, createdBy: "kim", expiresAt: nil), now: Self.start)
        try await Self.unchecked(
            fixture, ["UPDATE users SET role = 'emperor' WHERE name = 'lee'", "UPDATE api_tokens SET role = 'emperor'"])
        #expect(try await store.users().map { $0.problems.map(\.column) } == [[], ["role"]])
        #expect(try await store.tokens().map { $0.problems.map(\.column) } == [["role"]])
        #expect(try await store.session("a", now: Self.start)?.user.id == admin.id)
        #expect(try await store.session("b", now: Self.start) == nil)
        #expect(try await store.credentials(of: "lee") == nil)
        #expect(try await store.token("t", now: Self.start) == nil)
    }
}
