package import JobUModel

/// One attempt of an execution, the present one included.
package struct AttemptReply: Encodable, Sendable {
    private let value: ExecutionAttempt

    package init(_ attempt: ExecutionAttempt) { value = attempt }

    enum CodingKeys: String, CodingKey {
        case attempt, outcome, fence
        case workerID = "worker_id"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case errorMessage = "error_message"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value.attempt, forKey: .attempt)
        try container.encode(value.fence, forKey: .fence)
        try container.encode(value.outcome, forKey: .outcome)
        try container.encode(value.workerID, forKey: .workerID)
        try container.encode(value.startedAt, forKey: .startedAt)
        try container.encode(value.finishedAt, forKey: .finishedAt)
        try container.encode(value.errorMessage, forKey: .errorMessage)
    }
}

/// A line of a run's log.
package struct LogLineReply: Encodable, Sendable {
    var attempt: Int
    var sequence: Int64
    var time: Timestamp
    var level: String
    var message: String

    package init(_ line: ExecutionLogLine) {
        attempt = line.attempt
        sequence = line.sequence
        time = line.time
        level = line.level
        message = line.message
    }
}

/// Lines of a run's log, and where to go on.
package struct LogReply: Encodable, Sendable {
    var items: [LogLineReply]
    /// What to send as `after` for the lines that follow.
    var next: Int64
}
