import JobU

/// `execute` handles the execution, `doWork` the data, in one transaction: enough structure for most handlers.
struct DoWorkPattern: JobHandler {
    static let name = "do_work_pattern"

    struct Params: Codable, Sendable {
        /// Rows with a smaller amount are raised to this one; default 1.
        var least: Int64?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        try await SampleTable.prepare(.sqlite, in: context.databases)
        let changed = try await context.databases.transaction("sqlite_2") { tx in try await doWork(params.least ?? 1, tx) }
        context.logger.info("raised", metadata: ["rows": "\(changed)"])
        return .success("raised", data: ["rows": .int(Int64(changed))])
    }

    /// Does all the work and knows nothing of executions. The caller opens and commits the transaction.
    /// - Returns: the number of changed rows.
    func doWork(_ least: Int64, _ tx: Transaction) async throws -> Int {
        try await tx.execute("UPDATE sample_data SET amount = \(least) WHERE amount < \(least)")
    }
}
