/// A row of `job_executions`: one execution, with the attempt it is at.
package struct Execution: Sendable, Equatable {
    package var id: ExecutionID
    /// Null for an execution that no cron asked for.
    package var cronJobID: CronJobID?
    /// The cron's name, where it still exists.
    package var cronName: String?
    package var handlerName: String
    package var handlerParams: String
    package var scheduledTime: Timestamp
    package var runAt: Timestamp
    package var status: ExecutionStatus
    package var trigger: ExecutionTrigger
    /// The attempt it is at, counted from 1; 0 before the first claim.
    package var attempt: Int
    package var retryCount: Int
    package var options: ExecutionOptions
    package var maxConcurrency: Int?
    package var workerID: WorkerID?
    package var fence: Int64
    /// How often its worker died.
    package var lostCount: Int
    package var cancelRequestedAt: Timestamp?
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
    /// 0 to 1.
    package var progress: Double?
    package var progressMessage: String?
    /// The error of the last failed attempt, or the reason why it was skipped or cancelled.
    package var errorMessage: String?
    /// JSON text.
    package var result: String?
    package var uniqueKey: String?
    package var createdAt: Timestamp
    /// What could not be read, and stands above as something that can.
    package var problems: [ColumnProblem] = []

    package init(
        id: ExecutionID, cronJobID: CronJobID?, cronName: String?, handlerName: String, handlerParams: String,
        scheduledTime: Timestamp, runAt: Timestamp, status: ExecutionStatus, trigger: ExecutionTrigger, attempt: Int, retryCount: Int,
        options: ExecutionOptions, maxConcurrency: Int?, workerID: WorkerID?, fence: Int64, lostCount: Int,
        cancelRequestedAt: Timestamp?, startedAt: Timestamp?, finishedAt: Timestamp?, progress: Double?,
        progressMessage: String?, errorMessage: String?, result: String?, uniqueKey: String?, createdAt: Timestamp
    ) {
        self.id = id
        self.cronJobID = cronJobID
        self.cronName = cronName
        self.handlerName = handlerName
        self.handlerParams = handlerParams
        self.scheduledTime = scheduledTime
        self.runAt = runAt
        self.status = status
        self.trigger = trigger
        self.attempt = attempt
        self.retryCount = retryCount
        self.options = options
        self.maxConcurrency = maxConcurrency
        self.workerID = workerID
        self.fence = fence
        self.lostCount = lostCount
        self.cancelRequestedAt = cancelRequestedAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.progress = progress
        self.progressMessage = progressMessage
        self.errorMessage = errorMessage
        self.result = result
        self.uniqueKey = uniqueKey
        self.createdAt = createdAt
    }
}

/// An execution that is asked for: by the dispatcher, an operator or a program.
package struct NewExecution: Sendable, Equatable {
    package var cronJobID: CronJobID?
    package var handlerName: String
    package var handlerParams = "{}"
    package var scheduledTime: Timestamp
    package var runAt: Timestamp
    package var trigger: ExecutionTrigger
    package var options = ExecutionOptions()
    package var maxConcurrency: Int?
    package var uniqueKey: String?
    /// Set for an instant that policy dropped: it is stored as SKIPPED with this reason.
    package var skipReason: String?
    /// Tells a request that is sent twice.
    package var idempotencyKey: IdempotencyKey?

    package init(handlerName: String, scheduledTime: Timestamp, trigger: ExecutionTrigger) {
        self.handlerName = handlerName
        self.scheduledTime = scheduledTime
        self.runAt = scheduledTime
        self.trigger = trigger
    }

    /// The execution of a cron at one instant: a snapshot, so that editing the cron never changes an execution that exists.
    package init(of cron: CronJob, at scheduledTime: Timestamp, trigger: ExecutionTrigger, skipReason: String? = nil) {
        let definition = cron.definition
        self.init(handlerName: definition.handlerName, scheduledTime: scheduledTime, trigger: trigger)
        cronJobID = cron.id
        handlerParams = definition.handlerParams
        options = definition.options
        maxConcurrency = definition.concurrencyLimit
        self.skipReason = skipReason
    }

    /// What is wrong with it as one that somebody asks for; empty when nothing is.
    package var problems: [ValidationProblem] {
        HandlerCall.problems(name: handlerName, params: handlerParams) + options.problems
    }

    /// What is wrong with a unique key; nil when nothing is.
    package static func uniqueKeyProblem(_ key: String?) -> ValidationProblem? {
        guard let key, key.isBlank || key.length > 200 else { return nil }
        return ValidationProblem(field: "unique_key", message: "must have 1 to 200 characters")
    }
}

/// The name a client gave a request, so that sending it again asks for nothing new.
package struct IdempotencyKey: Sendable, Equatable {
    package var key: String
    /// Of what was asked: another wish under the same key is a mistake.
    package var fingerprint: String

    package init(key: String, fingerprint: String) {
        self.key = key
        self.fingerprint = fingerprint
    }
}
