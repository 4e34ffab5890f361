public import JobUDatabase
public import JobUModel
public import Logging

/// What a handler knows of the run it is in.
public struct JobContext: Sendable {
    /// The run's number; the same for all its attempts.
    public let executionID: ExecutionID
    /// The cron that asked for it; nil for a run that a person or program asked for.
    public let cronJobID: CronJobID?
    /// Counted from 1.
    public let attempt: Int
    /// The instant the run stands for: work on data up to here, not up to the present, and a late run does the same as one in time.
    public let scheduledTime: Timestamp
    /// Grows with every attempt. Send it along to systems that can refuse a request with an older one.
    public let fence: Int64
    /// When the run will be cancelled.
    public let deadline: Timestamp
    /// What is written here is stored with the run and shown on its page, `info` and above; it goes to the worker's own log too.
    public let logger: Logger
    /// The databases of `database.yaml` this worker may use.
    public let databases: DatabaseRegistry
    private let report: @Sendable (Double, String?) async throws -> Void

    package init(
        run: ClaimedExecution, deadline: Timestamp, logger: Logger, databases: DatabaseRegistry,
        report: @escaping @Sendable (Double, String?) async throws -> Void
    ) {
        executionID = run.lease.executionID
        cronJobID = run.jobID
        attempt = run.attempt
        scheduledTime = run.scheduledTime
        fence = run.lease.fence
        self.deadline = deadline
        self.logger = logger
        self.databases = databases
        self.report = report
    }

    /// Shows how far the run is. Calls that follow one another faster than a person can read are left out.
    /// - Parameters:
    ///   - fraction: 0 to 1; what lies outside is taken as the nearest of them.
    ///   - message: what is being done, in a few words.
    /// - Throws: `CancellationError` when the run is no longer this worker's; a database error when the store is away.
    public func progress(_ fraction: Double, _ message: String? = nil) async throws {
        // A fraction that is no number, as 0/0 gives, counts as nothing done.
        try await report(fraction.isNaN ? 0 : min(max(fraction, 0), 1), message)
    }
}
