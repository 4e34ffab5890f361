import JobUModel
import JobUStore

/// Midnight of 2026-01-01, UTC: the tests count their minutes from here.
let midnight = Timestamp(epochSeconds: 1_767_225_600)

func minute(_ minutes: Int) -> Timestamp {
    midnight + .seconds(60 * minutes)
}

/// A due cron of every minute, unless `edit` makes it something else.
func dueCron(
    at dueAt: Timestamp = midnight, hasUnfinishedExecution: Bool = false, edit: (inout CronJobDefinition) -> Void = { _ in }
) -> DueCronJob {
    var definition = CronJobDefinition(name: "report", cronExpression: "* * * * *", handlerName: "send_report")
    edit(&definition)
    let cron = CronJob(
        id: CronJobID(rawValue: 7), definition: definition, nextRunAt: dueAt, lastRunAt: nil, version: 1,
        createdAt: midnight, updatedAt: midnight)
    return DueCronJob(cron: cron, dueAt: dueAt, hasUnfinishedExecution: hasUnfinishedExecution)
}

extension DispatchPlan {
    var fired: [NewExecution] { executions.filter { $0.skipReason == nil } }
    var skipped: [NewExecution] { executions.filter { $0.skipReason != nil } }
}

extension Sequence<NewExecution> {
    var instants: [Timestamp] { map(\.scheduledTime) }
    var reasons: Set<String> { Set(compactMap(\.skipReason)) }
}
