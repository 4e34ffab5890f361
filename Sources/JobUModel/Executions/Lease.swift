/// The right to finish an execution: it is this worker's, under this fence.
package struct Lease: Sendable, Hashable, Codable {
    package var executionID: ExecutionID
    package var workerID: WorkerID
    /// Grows with each claim, so that an earlier owner's write changes nothing.
    package var fence: Int64

    package init(executionID: ExecutionID, workerID: WorkerID, fence: Int64) {
        self.executionID = executionID
        self.workerID = workerID
        self.fence = fence
    }
}

/// What a worker needs of an execution it has claimed.
package struct ClaimedExecution: Sendable, Equatable, Codable {
    package var lease: Lease
    package var cronJobID: CronJobID?
    package var handlerName: String
    package var handlerParams: String
    package var scheduledTime: Timestamp
    package var runAt: Timestamp
    package var attempt: Int
    package var retryCount: Int
    package var options: ExecutionOptions
    package var startedAt: Timestamp

    package init(
        lease: Lease, cronJobID: CronJobID?, handlerName: String, handlerParams: String, scheduledTime: Timestamp,
        runAt: Timestamp, attempt: Int, retryCount: Int, options: ExecutionOptions, startedAt: Timestamp
    ) {
        self.lease = lease
        self.cronJobID = cronJobID
        self.handlerName = handlerName
        self.handlerParams = handlerParams
        self.scheduledTime = scheduledTime
        self.runAt = runAt
        self.attempt = attempt
        self.retryCount = retryCount
        self.options = options
        self.startedAt = startedAt
    }
}
