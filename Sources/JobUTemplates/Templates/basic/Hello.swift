import JobU

/// The smallest useful handler: parameters in, a line in the job's log, a result out. Copy it to write your own.
struct Hello: JobHandler {
    static let name = "hello"

    /// Decoded from the JSON of the cron's parameters: `{"to": "world"}`. If it does not match, the job fails and names the key.
    struct Params: Codable, Sendable {
        var to: String?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        let greeting = "Hello, \(params.to ?? "world")!"
        context.logger.info("\(greeting)")
        return .success("greeted", data: ["greeting": .string(greeting)])
    }
}
