import JobUHandler
public import JobUModel

/// An execution as a test sees it.
public struct TestExecution: Sendable, Equatable {
    /// The execution's id.
    public let id: ExecutionID
    /// The name of the handler.
    public let handlerName: String
    /// The parameters, a JSON object as text.
    public let handlerParams: String
    /// The current status.
    public let status: ExecutionStatus
    /// The queue.
    public let queue: String
    /// The priority, -10 to 10.
    public let priority: Int
    /// The time it stands for.
    public let scheduledTime: Timestamp
    /// The earliest start: of the retry after a failure, of the next call after a snooze.
    public let runAt: Timestamp
    /// The current attempt, counted from 1; 0 before the first.
    public let attempt: Int
    /// The action of the handler's result; nil unless it is SUCCESS.
    public let action: String?
    /// The data of the handler's result; empty unless it is SUCCESS.
    public let data: [String: JSONValue]
    /// The error of its last failed attempt, or why it was cancelled or skipped.
    public let errorMessage: String?
    /// The progress, 0 to 1; nil if none was reported.
    public let progress: Double?
    /// The log lines of all attempts, oldest first.
    public let log: [String]

    /// Returns the parameters as the handler decodes them.
    /// - Throws: `DecodingError`.
    public func params<Params: Decodable>(as type: Params.Type) throws -> Params {
        try JSONText.decode(type, from: handlerParams)
    }
}

extension TestExecution {
    init(_ execution: Execution, _ lines: [ExecutionLogLine]) throws {
        let result = try execution.result.map { try JSONText.decode(StoredResult.self, from: $0) }
        self.init(
            id: execution.id, handlerName: execution.handlerName, handlerParams: execution.handlerParams, status: execution.status,
            queue: execution.options.queue,
            priority: execution.options.priority, scheduledTime: execution.scheduledTime, runAt: execution.runAt,
            attempt: execution.attempt, action: result?.action,
            data: result?.data ?? [:], errorMessage: execution.errorMessage, progress: execution.progress, log: lines.map(\.message))
    }
}
