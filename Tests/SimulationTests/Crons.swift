import JobUModel
import JobUStore
import JobUTesting
import TestSupport

/// A cron of the simulation and what is to be seen of it afterwards.
struct SimulatedCron: Sendable {
    var definition: CronJobDefinition
    var everyMinutes: Int
    var secondsMax: Int
    var id = CronJobID(rawValue: 0)

    private init(
        _ name: String, everyMinutes: Int, secondsMax: Int, failurePercent: Int = 0, edit: (inout CronJobDefinition) -> Void = { _ in }
    ) {
        let expression = everyMinutes == 1 ? "* * * * *" : "*/\(everyMinutes) * * * *"
        definition = CronJobDefinition(name: name, cronExpression: expression, handlerName: WorkHandler.name)
        definition.handlerParams = #"{"secondsMax": \#(secondsMax), "failurePercent": \#(failurePercent)}"#
        definition.options.retryBackoff = RetryBackoff(baseSeconds: 5)
        definition.options.timeoutSeconds = 300
        self.everyMinutes = everyMinutes
        self.secondsMax = secondsMax
        edit(&definition)
    }

    static let all = [
        SimulatedCron("quick", everyMinutes: 1, secondsMax: 2),
        SimulatedCron("five", everyMinutes: 5, secondsMax: 30),
        SimulatedCron("skip", everyMinutes: 1, secondsMax: 110) { $0.overlapPolicy = .skip },
        SimulatedCron("queue", everyMinutes: 2, secondsMax: 100) { $0.overlapPolicy = .queue },
        SimulatedCron("flaky", everyMinutes: 2, secondsMax: 5, failurePercent: 50) { $0.options.maxRetry = 2 },
        SimulatedCron("slow", everyMinutes: 10, secondsMax: 130) { $0.options.timeoutSeconds = 80 },
    ]

    /// The instants that must have a row at the end of the simulation.
    var instants: [Timestamp] {
        let step = Duration.seconds(60 * everyMinutes)
        let last = Simulation.start + Simulation.end - .seconds(60)
        return Array(sequence(first: Simulation.start + step) { $0 + step }.prefix { $0 <= last })
    }
}

extension Simulation {
    /// Stores the crons; call it before `execution`.
    func createCrons() async throws -> [SimulatedCron] {
        var crons = SimulatedCron.all
        for index in crons.indices {
            let cron = crons[index]
            crons[index].id = try await fixture.store.createCronJob(
                cron.definition, nextRunAt: cron.instants.first, now: Self.start
            ).id
        }
        return crons
    }

    /// All runs of a cron with their attempts.
    func executions(of cron: SimulatedCron) async throws -> [(execution: Execution, attempts: [ExecutionAttempt])] {
        var filter = ExecutionFilter()
        filter.cronJobID = cron.id
        var found: [(Execution, [ExecutionAttempt])] = []
        var page = Page(size: 100)
        while true {
            let some = try await fixture.store.executions(filter, page: page)
            for execution in some.items { found.append((execution, try await fixture.store.attempts(of: execution.id))) }
            guard let next = some.next else { return found }
            page.start = .after(next)
        }
    }
}
