import Foundation
import JobUDatabase
import JobUModel

/// Reads rows of a database of the Python JobU, whose columns differ a little between its versions and engines.
struct PythonRow {
    private let row: ResultRow
    private let names: Set<String>

    init(_ row: ResultRow) {
        self.row = row
        names = Set(row.columnNames)
    }

    func has(_ column: String) -> Bool { names.contains(column) }

    func int(_ column: String) throws -> Int64? {
        guard has(column) else { return nil }
        if case .bool(let value) = try row.value(column) { return value ? 1 : 0 }
        if case .text(let text) = try row.value(column) { return Int64(text) }
        return try row.int64IfPresent(column)
    }

    func text(_ column: String) throws -> String? {
        has(column) ? try row.textIfPresent(column) : nil
    }

    /// Python wrote times without a zone and meant UTC.
    func time(_ column: String) throws -> Timestamp? {
        guard has(column) else { return nil }
        switch try row.value(column) {
        case .timestamp(let microseconds): return Timestamp(microseconds: microseconds)
        case .text(let text): return Self.time(text)
        default: return nil
        }
    }

    static func time(_ text: String) -> Timestamp? {
        var text = text.replacing(" ", with: "T")
        let hasZone = text.hasSuffix("Z") || text.dropFirst(10).contains { $0 == "+" || $0 == "-" }
        if !hasZone { text += "Z" }
        do { return try Timestamp(rfc3339: text) } catch {
            return nil  // Told as a row that could not be read.
        }
    }
}

extension CronJobDefinition {
    /// A row of the Python JobU's `cron_jobs`; nil where it lacks what a cron needs.
    init?(_ row: PythonRow) throws {
        guard let name = try row.text("name"), let expression = try row.text("cron_expression"), let handler = try row.text("handler_name")
        else { return nil }
        self.init(name: name, cronExpression: expression, handlerName: handler)
        // Its engine, croniter, runs where either day field fits.
        dayMatch = "or"
        description = try row.text("description") ?? ""
        let params = try row.text("handler_params") ?? ""
        handlerParams = params.isBlank || params == "null" ? "{}" : params
        isEnabled = try row.int("is_enabled") ?? 1 != 0
        overlapPolicy = try row.int("allow_overlap") ?? 1 != 0 ? .allow : .skip
        options.maxRetry = Int(try row.int("max_retry") ?? 3)
        options.timeoutSeconds = Int(try row.int("timeout_seconds") ?? 3600)
    }
}

/// A finished execution of the Python JobU.
struct PythonExecution: Sendable {
    var cron: Int64
    var scheduledTime: Timestamp
    var status: ExecutionStatus
    var startedAt: Timestamp?
    var finishedAt: Timestamp
    var retryCount: Int64
    var errorMessage: String?
    var result: String?
    var createdAt: Timestamp

    /// Nil for an execution that has not ended, or cannot be read.
    init?(_ row: PythonRow) throws {
        guard let cron = try row.int("job_id"), let scheduledTime = try row.time("scheduled_time"),
            let status = try row.text("status").flatMap(ExecutionStatus.init(rawValue:)), status.isFinished
        else { return nil }
        self.cron = cron
        self.scheduledTime = scheduledTime
        self.status = status
        startedAt = try row.time("started_at")
        finishedAt = try row.time("finished_at") ?? startedAt ?? scheduledTime
        retryCount = try row.int("retry_count") ?? 0
        errorMessage = try row.text("error_message")
        result = try row.text("result")
        createdAt = try row.time("created_at") ?? scheduledTime
    }
}
