import JobUHandler
public import JobUModel

/// A run as a test sees it.
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
    init(_ run: Execution, _ lines: [ExecutionLogLine]) throws {
        let result = try run.result.map { try JSONText.decode(StoredResult.self, from: $0) }
        self.init(
            id: run.id, handlerName: run.handlerName, handlerParams: run.handlerParams, status: run.status, queue: run.queue,
            priority: run.priority, scheduledTime: run.scheduledTime, runAt: run.runAt, attempt: run.attempt, action: result?.action,
            data: result?.data ?? [:], errorMessage: run.errorMessage, progress: run.progress, log: lines.map(\.message))
    }
}
