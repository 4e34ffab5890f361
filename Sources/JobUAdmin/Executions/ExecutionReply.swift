import HTTPTypes
package import JobUModel

/// An execution as the API shows it.
package struct ExecutionReply: Encodable, Sendable {
    private let execution: Execution
    private let params: RawJSON
    private let result: RawJSON?
    private let warnings: [String]

    package init(_ execution: Execution, warnings: [String] = []) {
        self.execution = execution
        params = RawJSON(stored: execution.handlerParams)
        result = execution.result.map(RawJSON.init(stored:))
        self.warnings = warnings + execution.problems.map(\.description)
    }

    enum CodingKeys: String, CodingKey {
        case id, status, queue, priority, trigger, attempt, progress, result, fence, warnings
        case cronJobID = "job_id"
        case cronName = "cron_name"
        case handlerName = "handler_name"
        case handlerParams = "handler_params"
        case scheduledTime = "scheduled_time"
        case runAt = "run_at"
        case maxRetry = "max_retry"
        case retryCount = "retry_count"
        case timeoutSeconds = "timeout_seconds"
        case workerID = "worker_id"
        case cancelRequestedAt = "cancel_requested_at"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case progressMessage = "progress_message"
        case errorMessage = "error_message"
        case uniqueKey = "unique_key"
        case createdAt = "created_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(execution.id, forKey: .id)
        try container.encode(execution.cronJobID, forKey: .cronJobID)
        try container.encode(execution.cronName, forKey: .cronName)
        try container.encode(execution.handlerName, forKey: .handlerName)
        try container.encode(params, forKey: .handlerParams)
        try container.encode(execution.scheduledTime, forKey: .scheduledTime)
        try container.encode(execution.runAt, forKey: .runAt)
        try container.encode(execution.status, forKey: .status)
        try container.encode(execution.options.queue, forKey: .queue)
        try container.encode(execution.options.priority, forKey: .priority)
        try container.encode(execution.trigger, forKey: .trigger)
        try container.encode(execution.attempt, forKey: .attempt)
        try container.encode(execution.options.maxRetry, forKey: .maxRetry)
        try container.encode(execution.retryCount, forKey: .retryCount)
        try container.encode(execution.options.timeoutSeconds, forKey: .timeoutSeconds)
        try container.encode(execution.workerID, forKey: .workerID)
        try container.encode(execution.fence, forKey: .fence)
        try container.encode(execution.cancelRequestedAt, forKey: .cancelRequestedAt)
        try container.encode(execution.startedAt, forKey: .startedAt)
        try container.encode(execution.finishedAt, forKey: .finishedAt)
        try container.encode(execution.progress, forKey: .progress)
        try container.encode(execution.progressMessage, forKey: .progressMessage)
        try container.encode(execution.errorMessage, forKey: .errorMessage)
        try container.encode(result, forKey: .result)
        try container.encode(execution.uniqueKey, forKey: .uniqueKey)
        try container.encode(execution.createdAt, forKey: .createdAt)
        try container.encode(warnings, forKey: .warnings)
    }
}
