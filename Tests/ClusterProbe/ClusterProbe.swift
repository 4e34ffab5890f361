import Foundation
import JobUCommands
import JobUContracts
import JobUDatabase
import JobUHandler
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUStore
import Tracing

/// The tool with handlers that leave traces: what a cluster test runs, kills, stops and wakes.
///
/// In the environment: `JOBU_PROBE_NEW` adds a handler, as the next version of a program would; `JOBU_PROBE_FENCELESS` plants a
/// mistake that the test's check must find; `JOBU_PROBE_STOPS` makes the process stop itself after its first claim.
@main
enum ClusterProbe {
    static func main() async {
        let environment = ProcessInfo.processInfo.environment
        var handlers: [any JobHandler] = [EffectHandler()]
        if environment["JOBU_PROBE_NEW"] != nil { handlers.append(NewHandler()) }
        if environment["JOBU_PROBE_STOPS"] != nil { InstrumentationSystem.bootstrap(StoppingTracer()) }
        let isFenceless = environment["JOBU_PROBE_FENCELESS"] != nil
        await JobUCommand.run(JobHandlerList(handlers), engines: [.postgresql, .mysql]) { isFenceless ? FencelessDialect($0) : $0 }
    }
}

/// Notes that it began, works for a while, and writes its effect in the transaction that ends the run.
private struct EffectHandler: JobHandler {
    static let name = "effect"

    struct Params: Decodable, Sendable {
        var milliseconds: Int?
        /// Goes on when it is cancelled: only the store's fence is left to keep its result out.
        var isDeaf: Bool?
    }

    func execute(_ params: Params, context: JobContext) async throws -> HandlerResult {
        try await Self.work(params, context)
    }

    static func work(_ params: Params, _ context: JobContext) async throws -> HandlerResult {
        let (id, fence) = (context.executionID.rawValue, context.fence)
        try await context.databases.transaction("home") { tx in
            try await tx.execute("INSERT INTO bodies (execution_id, fence) VALUES (\(id), \(fence))")
        }
        guard params.isDeaf ?? false else { return try await finish(params, context) }
        return try await shieldedFromCancellation { try await finish(params, context) }
    }

    private static func finish(_ params: Params, _ context: JobContext) async throws -> HandlerResult {
        let (id, fence) = (context.executionID.rawValue, context.fence)
        try await ContinuousClock().sleep(for: .milliseconds(params.milliseconds ?? 10))
        return try await context.transaction(on: "home") { tx in
            try await tx["home"].execute("INSERT INTO effects (execution_id, fence) VALUES (\(id), \(fence))")
            return .success
        }
    }
}

/// The same under a name that older versions do not know.
private struct NewHandler: JobHandler {
    static let name = "effect_of_new_version"

    func execute(_ params: EffectHandler.Params, context: JobContext) async throws -> HandlerResult {
        try await EffectHandler.work(params, context)
    }
}
