import JobU

/// A program as an author writes it: one import, and no database but SQLite.
@main
struct LinkageProbe: JobUApp {
    var handlers: some JobHandlers {
        SayHello()
    }
}

struct SayHello: JobHandler {
    static let name = "say_hello"

    struct Params: Codable, Sendable {
        var to: String
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        context.logger.info("hello", metadata: ["to": "\(params.to)"])
        return .success("greeted", data: ["to": .string(params.to)])
    }
}
