import JobUDispatcher
import JobUModel
import JobUStore

/// How long until all crons that are due at the same second have their execution.
enum BurstBenchmark {
    private static let count = 10_000

    static func run(_ engine: BenchmarkEngine) async throws {
        let fixture = try await BenchmarkStore(engine)
        let due = Timestamp(epochSeconds: SystemWallClock().now().epochSeconds)
        for index in 0..<count {
            let definition = CronJobDefinition(name: "cron \(index)", cronExpression: "0 * * * *", handlerName: NoOp.name)
            _ = try await fixture.store.createCronJob(definition, nextRunAt: due, now: due)
        }
        var created = 0
        let taken = try await seconds {
            while true {
                let now = SystemWallClock().now()
                let result = try await fixture.store.dispatchDue(now: now, limit: 500) { due in
                    do {
                        return try DispatchPlanner.plan(due, now: now)
                    } catch {
                        return nil  // Then fewer executions are made than is demanded below.
                    }
                }
                if result.crons == 0 { return }
                created += result.created
            }
        }
        precondition(created == count, "only \(created) executions were made")
        report("\(engine), \(count) crons due at the same second become executions within", taken, "s")
    }
}
