/// How a list of crons is sorted; the words of the API. Crons that have no such instant come last, whichever the direction.
package enum CronJobSort: String, CaseIterable, Sendable {
    case name
    case nameBackwards = "-name"
    case nextRun = "next_run_at"
    case nextRunBackwards = "-next_run_at"
    case lastRun = "last_run_at"
    case lastRunBackwards = "-last_run_at"
}

/// How a list of executions is sorted.
package enum ExecutionSort: String, CaseIterable, Sendable {
    case newest, oldest
}
