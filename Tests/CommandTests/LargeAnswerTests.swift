import Foundation
import JobUModel
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// docs/builtin-handlers.md: "it does not get into the worker's memory".
@Suite("An answer that is too large", .serialized, .timeLimit(.minutes(2)))
struct LargeAnswerTests {
    @Test("does not get into the worker's memory, and the worker goes on", arguments: StoreEngine.present.filter { $0 != .sqlite })
    func memory(engine: StoreEngine) async throws {
        let place = try await Workplace(
            on: engine,
            files: [
                "worker.yaml": "worker: {database: jobu, builtin: {sql: {databases: [reports]}}}\n",
                "dispatcher.yaml": "dispatcher: {database: jobu}\n", "admin.yaml": "admin: {database: jobu, port: 0}\n",
            ])
        try await place.addReports(on: engine, .apart)
        let status = try await place.running("run", "worker") { tool in
            _ = try await tool.line(containing: "registered")
            let small = #"{"statement": "SELECT 1 AS n"}"#
            #expect(try await place.ended(place.enqueue(small, handler: "sql")).status == .success)
            let before = try Self.peak(tool.pid)
            // 96 MB; the library would hold it more than once.
            let row = (1...8).map { "REPEAT('x', 12000000) AS c\($0)" }.joined(separator: ", ")
            let execution = try await place.ended(place.enqueue(#"{"statement": "SELECT \#(row)"}"#, handler: "sql"))
            #expect(execution.status == .failed)
            #expect(
                execution.errorMessage?.contains("the answer is larger than the 16 MiB") == true,
                "\(execution.errorMessage ?? execution.result ?? "")")
            let grown = try Self.peak(tool.pid) - before
            #expect(grown < 64_000, "\(grown) kB")
            #expect(try await place.ended(place.enqueue(small, handler: "sql")).status == .success)
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    /// The most memory that a process has had, in kB.
    private static func peak(_ pid: pid_t) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        return try #require(status.firstMatch(of: #/VmHWM:\s+(\d+) kB/#).flatMap { Int($0.1) })
    }
}
