import Foundation
import JobUModel

/// The order to run an execution.
struct ExecuteMessage: Codable, Sendable, Equatable {
    var execution: ClaimedExecution
    /// The store's time when this was sent: the child's clock goes on from here.
    var now: Timestamp
    var logLevel: String
    var memoryLimit: Int?
    /// How long the child goes on without a heartbeat of its worker.
    var heartbeatTimeoutMilliseconds: Int64
}

/// A line that a handler logged.
struct LogMessage: Codable, Sendable, Equatable {
    var level: String
    var message: String
    var metadata: [String: String]

    enum CodingKeys: String, CodingKey {
        case level, message
        case metadata = "facts"
    }
}

/// How far an execution is.
struct ProgressMessage: Codable, Sendable, Equatable {
    var fraction: Double
    var message: String?
}

/// How an execution ended in its child process.
struct ResultMessage: Codable, Sendable, Equatable {
    enum Ending: Codable, Sendable, Equatable {
        case outcome(ExecutionOutcome)
        /// The handler threw.
        case failure(message: String, isRetryable: Bool)
        /// The handler's task was cancelled.
        case cancelled
    }

    var ending: Ending
    /// Whether the child is as it was before.
    var isReusable: Bool
}

extension Frame {
    /// - Throws: `EncodingError`.
    init(_ kind: Kind, _ value: some Encodable) throws {
        self.init(kind, payload: Array(try JSONEncoder().encode(value)))
    }

    /// - Throws: `DecodingError` when the payload is anything else.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(payload))
    }
}

/// A message that does not belong where it came.
struct UnexpectedMessage: Error, CustomStringConvertible {
    let kind: Frame.Kind

    var description: String { "unexpected message of kind '\(kind)'" }
}
