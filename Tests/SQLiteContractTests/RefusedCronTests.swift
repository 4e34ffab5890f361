import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

/// What only this engine has: a trigger that ends the whole transaction, with every savepoint in it.
@Suite("Triggers of the database's owner")
struct RefusedCronTests {
    private static let start = Timestamp(epochSeconds: 1_767_225_600)

    private static func fixture(_ trigger: SQLQuery) async throws -> TestStore {
        let fixture = try await TestStore.sqlite()
        for handler in ["first", "poison", "last"] {
            let definition = CronJobDefinition(name: handler, cronExpression: "* * * * *", handlerName: handler)
            _ = try await fixture.store.createCronJob(definition, nextRunAt: start, now: start)
        }
        _ = try await fixture.database.transaction { try await $0.execute(trigger) }
        return fixture
    }

    private static func dispatch(_ fixture: TestStore, at now: Timestamp) async throws -> DispatchResult {
        try await fixture.store.dispatchDue(now: now, limit: 10) { due in
            DispatchPlan(
                executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: now + .seconds(3_600))
        }
    }

    @Test("that refuse the executions of one cron stop no other", arguments: 0..<3)
    func execution(_ kind: Int) async throws {
        let end: [SQLQuery] = ["RAISE(ABORT, 'no poison')", "RAISE(ROLLBACK, 'no poison')", "RAISE(FAIL, 'no poison')"]
        let fixture = try await Self.fixture(
            "CREATE TRIGGER no BEFORE INSERT ON job_executions WHEN NEW.handler_name = 'poison' BEGIN SELECT \(end[kind]); END")
        let result = try await Self.dispatch(fixture, at: Self.start)
        #expect(result.created == 2)
        #expect(result.refused.map(\.name) == ["poison"])
        #expect(result.refused.allSatisfy { $0.isRecorded && $0.reason.contains("no poison") })
        let cron = try #require(try await fixture.store.cronJob(named: "poison"))
        #expect(cron.refusal?.contains("no poison") == true)
        // An edit is tried at once.
        let edited = try await fixture.store.updateCronJob(
            cron.id, version: cron.version, cron.definition, nextRunAt: Self.start, now: Self.start)
        #expect(edited.refusal == nil)
        #expect(try await Self.dispatch(fixture, at: Self.start + .seconds(1)).refused.map(\.name) == ["poison"])
    }

    @Test("that refuse every change of one cron stop no other, and that it cannot be noted is told")
    func cron() async throws {
        let fixture = try await Self.fixture(
            "CREATE TRIGGER no BEFORE UPDATE ON cron_jobs WHEN NEW.name = 'poison' BEGIN SELECT RAISE(ROLLBACK, 'no poison'); END")
        let result = try await Self.dispatch(fixture, at: Self.start)
        #expect(result.created == 2)
        #expect(result.refused.map(\.name) == ["poison"])
        #expect(result.refused.allSatisfy { !$0.isRecorded })
    }

    @Test("that refuse to take one run away from a dead worker leave it, and every other is rescued")
    func rescue() async throws {
        let fixture = try await TestStore.sqlite()
        let registration = WorkerRegistration(
            host: "h", pid: 1, version: "1", handlers: ["first", "poison", "last"], queues: nil, capacity: 9)
        let worker = try await fixture.store.register(registration, now: Self.start, leaseUntil: Self.start + .seconds(30))
        for handler in ["first", "poison", "last"] {
            _ = try await fixture.store.enqueue(
                NewExecution(handlerName: handler, scheduledTime: Self.start, trigger: .api), now: Self.start)
        }
        let request = ClaimRequest(worker: worker, limit: 9, handlers: registration.handlers, queues: nil, now: Self.start)
        let poison = try #require(try await fixture.store.claim(request).first { $0.handlerName == "poison" }?.lease.executionID)
        _ = try await fixture.database.transaction { tx in
            try await tx.execute(
                "CREATE TRIGGER no BEFORE UPDATE ON job_executions WHEN OLD.handler_name = 'poison' BEGIN SELECT RAISE(ROLLBACK, 'no poison'); END"
            )
        }
        let found = try await fixture.store.rescue(now: Self.start + .seconds(31), deathsMax: 3, limit: 10)
        #expect(found.filter { $0.refusal == nil }.map(\.status) == [.retry, .retry])
        let refused = found.filter { $0.refusal != nil }
        #expect(refused.map(\.id) == [poison] && refused.allSatisfy { $0.status == .running && $0.refusal?.contains("no poison") == true })
        // The worker's row stays for as long as it holds something.
        #expect(try await fixture.store.workers().map(\.id) == [worker])
        _ = try await fixture.database.transaction { try await $0.execute("DROP TRIGGER no") }
        #expect(try await fixture.store.rescue(now: Self.start + .seconds(32), deathsMax: 3, limit: 10).map(\.id) == [poison])
        #expect(try await fixture.store.workers().isEmpty)
    }
}
