import JobU

/// The smallest useful handler: parameters in, a line in the run's log, a result out. Copy it to begin one of your own.
struct Hello: JobHandler {
    static let name = "hello"

    /// Decoded from the JSON of the cron's parameters: `{"to": "world"}`. What does not fit ends the run with a message that names the key.
    struct Params: Codable, Sendable {
        var to: String?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        let greeting = "Hello, \(params.to ?? "world")!"
        context.logger.info("\(greeting)")
        return .success("greeted", data: ["greeting": .string(greeting)])
    }
}
