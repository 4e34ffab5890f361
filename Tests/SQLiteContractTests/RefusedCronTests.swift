import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Testing

/// What only this engine has: a trigger that ends the whole transaction, with every savepoint in it.
@Suite("Triggers of the database's owner")
struct RefusedCronTests {
    private static let start = Timestamp(epochSeconds: 1_767_225_600)

    private static func home(_ trigger: SQL) async throws -> TestStore {
        let home = try await TestStore.sqlite()
        for handler in ["first", "poison", "last"] {
            let definition = CronJobDefinition(name: handler, cronExpression: "* * * * *", handlerName: handler)
            _ = try await home.store.createCronJob(definition, nextRunAt: start, now: start)
        }
        _ = try await home.database.transaction { try await $0.execute(trigger) }
        return home
    }

    private static func dispatch(_ home: TestStore, at now: Timestamp) async throws -> DispatchResult {
        try await home.store.dispatchDue(now: now, limit: 10) { due in
            DispatchPlan(
                executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: now + .seconds(3_600))
        }
    }

    @Test("that refuse the executions of one cron stop no other", arguments: 0..<3)
    func execution(_ kind: Int) async throws {
        let end: [SQL] = ["RAISE(ABORT, 'no poison')", "RAISE(ROLLBACK, 'no poison')", "RAISE(FAIL, 'no poison')"]
        let home = try await Self.home(
            "CREATE TRIGGER no BEFORE INSERT ON job_executions WHEN NEW.handler_name = 'poison' BEGIN SELECT \(end[kind]); END")
        let result = try await Self.dispatch(home, at: Self.start)
        #expect(result.created == 2)
        #expect(result.refused.map(\.name) == ["poison"])
        #expect(result.refused.allSatisfy { $0.isNoted && $0.reason.contains("no poison") })
        let cron = try #require(try await home.store.cronJob(named: "poison"))
        #expect(cron.refusal?.contains("no poison") == true)
        // An edit is tried at once.
        let edited = try await home.store.updateCronJob(
            cron.id, version: cron.version, cron.definition, nextRunAt: Self.start, now: Self.start)
        #expect(edited.refusal == nil)
        #expect(try await Self.dispatch(home, at: Self.start + .seconds(1)).refused.map(\.name) == ["poison"])
    }

    @Test("that refuse every change of one cron stop no other, and that it cannot be noted is told")
    func cron() async throws {
        let home = try await Self.home(
            "CREATE TRIGGER no BEFORE UPDATE ON cron_jobs WHEN NEW.name = 'poison' BEGIN SELECT RAISE(ROLLBACK, 'no poison'); END")
        let result = try await Self.dispatch(home, at: Self.start)
        #expect(result.created == 2)
        #expect(result.refused.map(\.name) == ["poison"])
        #expect(result.refused.allSatisfy { !$0.isNoted })
    }
}
