import JobUDatabase
import JobUHandler
import JobUModel
import Logging

/// Does all that a handler may do.
struct Greet: JobHandler {
    static let name = "greet"

    struct Params: Codable, Sendable {
        var to: String
        /// Attempts that fail.
        var failures: Int?
        /// It snoozes until then.
        var opens: Timestamp?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        context.logger.info("greeting \(params.to)")
        try await context.progress(0.5)
        if context.attempt <= params.failures ?? 0 { throw HandlerError("\(params.to) is there") }
        if let opens = params.opens, context.deadline - .seconds(3_600) < opens { return .snooze(.seconds(600)) }
        return .success("greeted", data: ["greeting": .string("Hello, \(params.to)!")])
    }
}

/// Writes and ends itself in one transaction.
struct Relay: JobHandler {
    static let name = "relay"

    struct Params: Codable, Sendable {
        var fails: Bool
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        try await context.transaction(on: "default") { tx in
            try await tx["default"].execute("INSERT INTO things (name) VALUES ('a')")
            if params.fails { throw HandlerError.permanent("on purpose") }
            return .success
        }
    }
}
