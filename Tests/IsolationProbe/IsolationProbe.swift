import Foundation
import JobUCommands
import JobUHandler
import JobUMySQL
import JobUPostgres

/// The tool with a handler that does every harm a handler can do, and the same one without a process of its own.
@main
enum IsolationProbe {
    static func main() async {
        await JobUCommand.run(JobHandlerList([Trouble(), LimitedTrouble(), TroubleHere()]), engines: [.postgresql, .mysql])
    }
}

struct TroubleParams: Decodable, Sendable {
    var kind: String
    var seconds: Double?
    var count: Int?
}

/// In a process of its own.
private struct Trouble: JobHandler {
    static let name = "trouble"
    static let isolation = HandlerIsolation.process()

    func execute(_ params: TroubleParams, context: JobContext) async throws -> HandlerResult {
        try await Harm(params: params, context: context).run()
    }
}

/// In a process of its own with little memory.
private struct LimitedTrouble: JobHandler {
    static let name = "limited"
    static let isolation = HandlerIsolation.process(memoryLimitMegabytes: 64)

    func execute(_ params: TroubleParams, context: JobContext) async throws -> HandlerResult {
        try await Harm(params: params, context: context).run()
    }
}

/// In the worker's process.
private struct TroubleHere: JobHandler {
    static let name = "trouble_here"

    func execute(_ params: TroubleParams, context: JobContext) async throws -> HandlerResult {
        try await Harm(params: params, context: context).run()
    }
}
