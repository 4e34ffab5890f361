import Foundation
import JobUDatabase
import JobUHandler
import JobUModel
import Logging
import Synchronization

/// One run that goes wrong, or right, as its parameters say.
struct Harm: Sendable {
    let params: TroubleParams
    let context: JobContext

    func run() async throws -> HandlerResult {
        switch params.kind {
        case "trap", "index", "nil", "stack", "exit", "kill", "abort": die()
        case "hang": hang()
        case "deaf_sleep": try await deafSleep()
        case "sleep": try await sleep()
        case "leak": leak()
        case "reserve": reserve()
        case "grandchildren", "grandchildren_hang": try await grandchildren()
        case "close": closeOutput()
        case "flood": flood()
        case "garbage": try speakGarbage()
        case "close_line": try closeLine()
        case "transaction": return try await transaction()
        case "transaction_trap":
            _ = try await transaction()
            fatalError("after the end")  // The harm this run is about.
        case "snooze": return context.attempt == 1 && params.count == nil ? .snooze(.seconds(3600)) : .success
        case "cancel": return .cancel("할 일이 없음")
        case "progress": try await progress()
        case "fail": throw HandlerError("wrong: 실패")
        case "permanent": throw HandlerError.permanent("for good")
        case "large": return .success("large", data: ["text": .string(String(repeating: "가", count: params.count ?? 0))])
        case "log": for index in 0..<(params.count ?? 1) { context.logger.info("줄 \(index)", metadata: ["키": "값"]) }
        default: break
        }
        return .success(
            "done", data: ["pid": .int(Int64(getpid())), "open": .array(try Self.openFiles().map { .string($0) })])
    }

    private func sleep() async throws {
        print("sleeping")
        try await ContinuousClock().sleep(for: .seconds(params.seconds ?? 60))
    }

    /// Goes on when it is cancelled.
    private func deafSleep() async throws {
        try await shieldedFromCancellation { try await ContinuousClock().sleep(for: .seconds(params.seconds ?? 60)) }
    }

    private func progress() async throws {
        for step in 1...4 {
            try await context.progress(Double(step) / 4, "단계 \(step)")
            try await ContinuousClock().sleep(for: .milliseconds(250))
        }
    }

    /// Writes its effect in the transaction that ends the run.
    private func transaction() async throws -> HandlerResult {
        let (id, fence) = (context.executionID.rawValue, context.fence)
        context.logger.info("before")
        try await ContinuousClock().sleep(for: .seconds(params.seconds ?? 0))
        return try await context.transaction(on: "jobu") { tx in
            try await tx["jobu"].execute("INSERT INTO effects (execution_id, fence) VALUES (\(id), \(fence))")
            return .success("written")
        }
    }

    /// Two programs of its own, which wait; their numbers are logged.
    private func grandchildren() async throws {
        for _ in 0..<2 {
            let program = Process()
            program.executableURL = URL(fileURLWithPath: "/bin/sleep")
            program.arguments = ["1000"]
            try program.run()
            context.logger.info("grandchild \(program.processIdentifier)")
        }
        if params.kind == "grandchildren_hang" { hang() }
    }

    /// What this process has open, but for what every process has.
    static func openFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name in
            var buffer = [CChar](repeating: 0, count: 4096)
            let length = readlink("/proc/self/fd/" + name, &buffer, buffer.count - 1)
            guard length > 0 else { return nil }  // The listing's own is closed by now.
            return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }.sorted()
    }
}
