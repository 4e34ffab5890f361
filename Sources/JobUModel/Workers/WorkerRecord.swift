/// What a worker says of itself when it registers.
package struct WorkerRegistration: Sendable, Equatable {
    package var host: String
    package var pid: Int32
    package var version: String
    /// Names of the handlers it knows, sorted.
    package var handlers: [String]
    /// Those of them whose parameters only admins may write.
    package var handlersOfAdmins: Set<String>
    /// Queues it serves; null for all.
    package var queues: [String]?
    /// Executions at the same time.
    package var capacity: Int

    package init(
        host: String, pid: Int32, version: String, handlers: [String], handlersOfAdmins: Set<String> = [], queues: [String]?, capacity: Int
    ) {
        self.host = host
        self.pid = pid
        self.version = version
        self.handlers = handlers
        self.handlersOfAdmins = handlersOfAdmins
        self.queues = queues
        self.capacity = capacity
    }
}

/// A row of `workers`.
package struct WorkerRecord: Sendable, Equatable {
    package var id: WorkerID
    package var registration: WorkerRegistration
    package var startedAt: Timestamp
    package var heartbeatAt: Timestamp
    package var leaseExpiresAt: Timestamp
    /// Executions it holds at the moment.
    package var running: Int
    /// What could not be read, and stands above as something that can.
    package var problems: [ColumnProblem] = []

    package init(
        id: WorkerID, registration: WorkerRegistration, startedAt: Timestamp, heartbeatAt: Timestamp,
        leaseExpiresAt: Timestamp, running: Int
    ) {
        self.id = id
        self.registration = registration
        self.startedAt = startedAt
        self.heartbeatAt = heartbeatAt
        self.leaseExpiresAt = leaseExpiresAt
        self.running = running
    }
}

/// One attempt of an execution, archived or current.
package struct ExecutionAttempt: Sendable, Equatable {
    package var attempt: Int
    package var fence: Int64
    package var workerID: WorkerID?
    package var startedAt: Timestamp?
    /// Null while it runs.
    package var finishedAt: Timestamp?
    /// Null while it runs.
    package var outcome: AttemptOutcome?
    package var errorMessage: String?

    package init(
        attempt: Int, fence: Int64, workerID: WorkerID?, startedAt: Timestamp?, finishedAt: Timestamp?,
        outcome: AttemptOutcome?, errorMessage: String?
    ) {
        self.attempt = attempt
        self.fence = fence
        self.workerID = workerID
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.outcome = outcome
        self.errorMessage = errorMessage
    }
}

/// A line that a handler wrote during an execution.
package struct ExecutionLogLine: Sendable, Equatable {
    package var executionID: ExecutionID
    package var attempt: Int
    /// Grows within an execution, across its attempts.
    package var sequence: Int64
    package var time: Timestamp
    package var level: String
    package var message: String

    package init(
        executionID: ExecutionID, attempt: Int, sequence: Int64, time: Timestamp, level: String, message: String
    ) {
        self.executionID = executionID
        self.attempt = attempt
        self.sequence = sequence
        self.time = time
        self.level = level
        self.message = message
    }
}
