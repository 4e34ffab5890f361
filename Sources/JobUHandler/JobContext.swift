public import JobUDatabase
public import JobUModel
public import Logging

/// The execution a handler is running, and the services available to it.
public struct JobContext: Sendable {
    /// The execution's id; the same for all its attempts.
    public let executionID: ExecutionID
    /// The registered name of the handler.
    public let handlerName: String
    /// The cron that was dispatched; nil for an execution that a person or program enqueued.
    public let cronJobID: CronJobID?
    /// The number of this attempt, counted from 1.
    public let attempt: Int
    /// The retries left if this attempt fails; an error that is not retryable uses none of them.
    public let retriesLeft: Int
    /// The time this execution stands for. Work on data up to here, not up to now: then a late execution does the same as a punctual one.
    public let scheduledTime: Timestamp
    /// The fencing token, which rises with every claim. Send it to systems that can reject a request with an older one.
    public let fence: Int64
    /// When this attempt times out.
    public let deadline: Timestamp
    /// The execution's log: lines of `info` and above are stored and shown on the job's page, and all go to the worker's own log.
    public private(set) var logger: Logger
    /// The databases of `database.yaml` that this worker may use.
    public let databases: JobDatabases
    private var report: @Sendable (Double, String?) -> Void
    private var mask = SecretMask.none
    private let completion: ExecutionCompletion?
    private let startedAt: Timestamp
    private let wall: any WallClock

    package init(
        execution: ClaimedExecution, deadline: Timestamp, logger: Logger, databases: JobDatabases,
        wall: any WallClock, completion: ExecutionCompletion? = nil, report: @escaping @Sendable (Double, String?) -> Void
    ) {
        executionID = execution.lease.executionID
        handlerName = execution.handlerName
        cronJobID = execution.cronJobID
        attempt = execution.attempt
        retriesLeft = max(0, execution.options.maxRetry - execution.retryCount)
        scheduledTime = execution.scheduledTime
        fence = execution.lease.fence
        self.deadline = deadline
        startedAt = execution.startedAt
        self.wall = wall
        self.logger = logger
        self.databases = databases
        self.report = report
        self.completion = completion
    }

    /// Whether no retry follows if this attempt fails.
    public var isLastAttempt: Bool { retriesLeft == 0 }

    /// The time since this attempt started, by the store's clock; never negative.
    public var elapsed: Duration { max(.zero, wall.now() - startedAt) }

    /// The time until this attempt times out; never negative.
    public var timeLeft: Duration { max(.zero, deadline - wall.now()) }

    /// Whether the execution must stop: timeout, cancellation request, shutdown of the worker or lost lease.
    public var isCancelled: Bool { Task.isCancelled }

    /// Commits the body's writes and this execution's completion in one transaction over these databases and the store. A crash at any
    /// moment leaves either everything, and the execution SUCCESS, or nothing, and the execution to be retried.
    ///
    /// ```swift
    /// return try await context.transaction(on: "orders", "ledger") { tx in
    ///     try await tx["orders"].execute("UPDATE orders SET settled = 1 WHERE day = \(day)")
    ///     try await tx["ledger"].execute("INSERT INTO entries (day, amount) VALUES (\(day), \(amount))")
    ///     return .success
    /// }
    /// ```
    /// - Parameters:
    ///   - participants: as in `JobDatabases.transaction(on:)`. The store always participates.
    ///   - isolation: nil for each engine's default.
    ///   - body: does the work and returns the result; return what this function returns from the handler.
    /// - Throws: the error of `body`, after everything is rolled back; `AtomicTransactionError`; `CancellationError` if the worker lost its
    ///   lease.
    public func transaction(
        on participants: TransactionParticipant..., isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        try await transaction(on: participants, of: databases, isolation: isolation, body)
    }

    /// Runs the transaction on other connections to the same databases.
    package func transaction(
        on participants: [TransactionParticipant], of databases: JobDatabases, isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        guard let completion else {
            throw HandlerError.permanent("this execution has no store to finish in")
        }
        return try await databases.transaction(on: participants, including: completion.executionDatabase, isolation: isolation) { tx in
            let result = try await body(tx)
            try await completion.complete(mask.hide(result), try await tx[completion.executionDatabase])
            return result
        } whenCommitted: {
            completion.markCommitted()
        }
    }

    /// Returns a context whose log and progress are masked.
    func hiding(_ mask: SecretMask) -> JobContext {
        var hidden = self
        hidden.mask = mask
        hidden.logger = mask.hide(logger)
        hidden.report = { [report] fraction, message in report(fraction, message.map { mask.hide($0) }) }
        return hidden
    }

    /// Reports progress and returns at once; an unreachable store neither fails nor delays the execution. Calls in quick succession are
    /// coalesced.
    /// - Parameters:
    ///   - fraction: the part that is done, 0 to 1; other values are clamped.
    ///   - message: the current step, in a few words.
    /// - Throws: `CancellationError` if the execution must stop or the worker lost its lease.
    public func progress(_ fraction: Double, _ message: String? = nil) async throws {
        try Task.checkCancellation()
        // NaN, as of 0/0, counts as 0.
        report(fraction.isNaN ? 0 : min(max(fraction, 0), 1), message)
    }
}
