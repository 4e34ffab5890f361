import Foundation
import JobUModel
import JobUStore
import Subprocess
import Testing

@Suite("What a handler in a process of its own says", .serialized, .timeLimit(.minutes(2)))
struct IsolationOutputTests {
    @Test("of 100 MB is read, kept up to a size, and its end is told; nobody waits for it")
    func flood() async throws {
        let harness = try await IsolationHarness()
        try await harness.working { tool in
            let id = try await harness.trouble("flood")
            let execution = try await harness.place.ended(id)
            #expect(execution.status == .success, "\(execution.errorMessage ?? "")")
            let lines = try await harness.lines(of: id)
            #expect(lines.map(\.message).contains { $0.contains("more bytes of output dropped") })
            #expect(lines.map(\.message).allSatisfy { !$0.contains("\u{FFFD}") })
            let size = lines.reduce(0) { $0 + $1.message.utf8.count }
            #expect((1 << 20) - 100_000...(1 << 20) + 100_000 ~= size, "\(size)")
            let memory = try String(contentsOfFile: "/proc/\(tool.pid)/status", encoding: .utf8)
            let peak = try #require(memory.firstMatch(of: #/VmHWM:\s+(\d+) kB/#).flatMap { Int($0.1) })
            #expect(peak < 400_000, "\(peak) kB")
        }
    }

    @Test("in Korean arrives as it is: lines, facts, progress, results and reasons")
    func korean() async throws {
        let harness = try await IsolationHarness()
        try await harness.working { _ in
            let logged = try await harness.trouble("log", count: 3)
            #expect(try await harness.place.ended(logged).status == .success)
            #expect(try await harness.lines(of: logged).map(\.message) == ["줄 0 키=값", "줄 1 키=값", "줄 2 키=값"])
            #expect(try await harness.lines(of: logged).allSatisfy { $0.level == "info" && $0.attempt == 1 })
            let stepping = try await harness.trouble("progress")
            _ = try await harness.place.execution(stepping) { $0.progressMessage?.hasPrefix("단계") == true }
            #expect(try await harness.place.ended(stepping).progress == 1)
            let cancelled = try await harness.place.ended(try await harness.trouble("cancel"))
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.errorMessage == "할 일이 없음")
            let snoozed = try await harness.trouble("snooze")
            let waiting = try await harness.place.execution(snoozed) { $0.status == .pending && $0.runAt > $0.scheduledTime }
            #expect(waiting.attempt == 0)
            let large = try await harness.place.ended(try await harness.trouble("large", count: 100_000))
            #expect(large.status == .success)
            #expect(large.result?.utf8.count ?? 0 > 300_000)
        }
    }

    @Test("is refused where it is too large to be sent, and the next run is well")
    func tooLarge() async throws {
        let harness = try await IsolationHarness()
        try await harness.working { _ in
            let execution = try await harness.place.ended(try await harness.trouble("large", count: 6_000_000, maxRetry: 3))
            #expect(execution.status == .failed)
            #expect(
                execution.errorMessage?.contains("could not be sent to the worker: a message of") == true,
                "\(execution.errorMessage ?? "-")")
            #expect(try await harness.place.ended(try await harness.trouble("well")).status == .success)
        }
    }

    @Test("when it has closed its output is no loss, and the next run has its output again")
    func closed() async throws {
        let harness = try await IsolationHarness(worker: "isolation: {spare: 1}\npool_size: 1")
        try await harness.working { _ in
            let execution = try await harness.place.ended(try await harness.trouble("close"))
            #expect(execution.status == .success)
            let next = try await harness.trouble("sleep", seconds: 0.01)
            #expect(try await harness.place.ended(next).status == .success)
            #expect(try await harness.lines(of: next).map(\.message) == ["sleeping stream=stdout"])
        }
    }
}
