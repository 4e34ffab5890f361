import JobUModel
import JobUStore

/// Executions as rows of a table.
struct ExecutionRows {
    let executions: [Execution]
    let texts: Texts
    let now: Timestamp
    var selectable = false

    /// The table, or false where there is nothing to show.
    var view: Any {
        guard !executions.isEmpty else { return false }
        return ["selectable": selectable, "executions": executions.map(row)] as View
    }

    private func row(_ execution: Execution) -> View {
        let status = execution.status
        return [
            "id": execution.id.description, "status": status.rawValue, "status_class": Show.statusClass(status),
            "status_words": texts["status_\(status.rawValue)"],
            "cron_href": execution.cronJobID.map { "/crons/\($0)" } ?? false, "cron_name": execution.cronName ?? "",
            "handler": execution.handlerName, "scheduled": Show.time(execution.scheduledTime),
            "started": Show.time(execution.startedAt),
            "duration": Show.duration(from: execution.startedAt, to: status == .running ? now : execution.finishedAt),
            "attempt": execution.attempt == 0 ? "" : "\(execution.attempt)/\(execution.options.maxRetry + 1)",
            "progress": status == .running ? execution.progress.map { String($0) } ?? false : false,
            "outcome": Show.clipped(
                execution.problems.first?.description ?? execution.errorMessage ?? execution.result ?? execution.progressMessage ?? ""),
        ]
    }
}
