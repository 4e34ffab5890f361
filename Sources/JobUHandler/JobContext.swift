public import JobUDatabase
public import JobUModel
public import Logging

/// What a handler knows of the execution it is in.
public struct JobContext: Sendable {
    /// The execution's number; the same for all its attempts.
    public let executionID: ExecutionID
    /// The handler that runs, by the name it is registered under.
    public let handlerName: String
    /// The cron that asked for it; nil for an execution that a person or program asked for.
    public let cronJobID: CronJobID?
    /// Counted from 1.
    public let attempt: Int
    /// Retries that are left if this attempt fails; an error that is not retryable uses none of them.
    public let retriesLeft: Int
    /// The instant the execution stands for: work on data up to here, not up to the present, and a late execution does the same as
    /// one in time.
    public let scheduledTime: Timestamp
    /// Grows with every attempt. Send it along to systems that can refuse a request with an older one.
    public let fence: Int64
    /// When the execution will be cancelled.
    public let deadline: Timestamp
    /// What is written here is stored with the execution and shown on its page, `info` and above; it goes to the worker's own log too.
    public private(set) var logger: Logger
    /// The databases of `database.yaml` this worker may use.
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

    /// Whether a failure now would be the execution's last.
    public var isLastAttempt: Bool { retriesLeft == 0 }

    /// How long this attempt has been running, by the store's clock; never less than zero.
    public var elapsed: Duration { max(.zero, wall.now() - startedAt) }

    /// How long until the execution is cancelled because of its timeout; zero when that is over.
    public var timeLeft: Duration { max(.zero, deadline - wall.now()) }

    /// Whether the execution was asked to stop: by its timeout, a person, the shutdown of its worker or a lost lease.
    public var isCancelled: Bool { Task.isCancelled }

    /// Ends the execution exactly once together with what it wrote: one transaction over these databases and the one of the executions,
    /// with the execution's own completion inside. A crash at any moment leaves either everything, and the execution SUCCESS, or
    /// nothing, and the execution to be tried again.
    ///
    /// ```swift
    /// return try await context.transaction(on: "orders", "ledger") { tx in
    ///     try await tx["orders"].execute("UPDATE orders SET settled = 1 WHERE day = \(day)")
    ///     try await tx["ledger"].execute("INSERT INTO entries (day, amount) VALUES (\(day), \(amount))")
    ///     return .success
    /// }
    /// ```
    /// - Parameters:
    ///   - participants: as in `JobDatabases.transaction(on:)`. The database of the executions takes part in any case.
    ///   - isolation: nil for each engine's default.
    ///   - body: does the work and says how the execution ended; return what this function returns from the handler.
    /// - Throws: what `body` throws, after everything is rolled back; `AtomicTransactionError`; `CancellationError` when the execution is
    ///   no longer this worker's.
    public func transaction(
        on participants: TransactionParticipant..., isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        try await transaction(on: participants, of: databases, isolation: isolation, body)
    }

    /// As the other, on other sessions with the same databases.
    package func transaction(
        on participants: [TransactionParticipant], of databases: JobDatabases, isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> HandlerResult
    ) async throws -> HandlerResult {
        guard let completion else {
            throw HandlerError.permanent("this run has no store to end itself in")
        }
        return try await databases.transaction(on: participants, including: completion.executionDatabase, isolation: isolation) { tx in
            let result = try await body(tx)
            try await completion.complete(mask.hide(result), try await tx[completion.executionDatabase])
            return result
        } whenCommitted: {
            completion.markCommitted()
        }
    }

    /// The same execution, of which nothing that it shows holds a secret.
    func hiding(_ mask: SecretMask) -> JobContext {
        var hidden = self
        hidden.mask = mask
        hidden.logger = mask.hide(logger)
        hidden.report = { [report] fraction, message in report(fraction, message.map { mask.hide($0) }) }
        return hidden
    }

    /// Shows how far the execution is, and returns at once: a store that is away neither fails the execution nor holds it up. Calls that
    /// follow one another faster than a person can read are left out.
    /// - Parameters:
    ///   - fraction: 0 to 1; what lies outside is taken as the nearest of them.
    ///   - message: what is being done, in a few words.
    /// - Throws: `CancellationError` once the execution was asked to stop, or is no longer this worker's.
    public func progress(_ fraction: Double, _ message: String? = nil) async throws {
        try Task.checkCancellation()
        // A fraction that is no number, as 0/0 gives, counts as nothing done.
        report(fraction.isNaN ? 0 : min(max(fraction, 0), 1), message)
    }
}
