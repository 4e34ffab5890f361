import JobUHandler
public import JobUModel

/// An execution as a test sees it.
public struct TestExecution: Sendable, Equatable {
    /// Its number.
    public let id: ExecutionID
    /// The handler that does it.
    public let handlerName: String
    /// Its parameters, a JSON object as text.
    public let handlerParams: String
    /// Where it stands.
    public let status: ExecutionStatus
    /// The queue it waits in.
    public let queue: String
    /// -10 to 10.
    public let priority: Int
    /// The instant it stands for.
    public let scheduledTime: Timestamp
    /// Not before this instant; that of the retry for one that failed, that of the next call for one that snoozes.
    public let runAt: Timestamp
    /// The attempt it is at, counted from 1; 0 before the first.
    public let attempt: Int
    /// What its handler said it did; nil unless it is SUCCESS.
    public let action: String?
    /// What its handler returned besides; empty unless it is SUCCESS.
    public let data: [String: JSONValue]
    /// The error of its last failed attempt, or why it was cancelled or skipped.
    public let errorMessage: String?
    /// 0 to 1; nil for one that did not say.
    public let progress: Double?
    /// What it logged, oldest first, of all attempts.
    public let log: [String]

    /// Its parameters as the handler decodes them.
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
