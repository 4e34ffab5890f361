import Foundation
import JobUDatabase
import JobUModel
import JobUStore
import Subprocess
import Testing

/// A workplace whose worker does harm in processes of its own.
struct IsolationHarness: Sendable {
    let place: Workplace

    /// - Parameters:
    ///   - worker: lines of worker.yaml, under `worker:`.
    ///   - grace: how long a handler may take to end when it was cancelled.
    init(on engine: StoreEngine = .sqlite, worker: String = "", lease: Int = 30, grace: Double = 0.3) async throws {
        let settings = """
            worker:
              cancel_grace_seconds: \(grace)
              lease_seconds: \(lease)
              poll_interval_seconds: 0.5
            \(worker.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

            """
        place = try await Workplace(
            on: engine,
            files: ["worker.yaml": settings, "dispatcher.yaml": "maintenance:\n  rescue_interval_seconds: 0.5\n"],
            program: "IsolationProbe")
        try await place.fixture.database.withConnection(.readWrite) { connection in
            // Without a key: what happens twice shall be seen.
            try await connection.executeScript("CREATE TABLE effects (execution_id BIGINT NOT NULL, fence BIGINT NOT NULL)")
        }
    }

    func trouble(
        _ kind: String, handler: String = "trouble", seconds: Double? = nil, count: Int? = nil, maxRetry: Int = 0, timeoutSeconds: Int = 60
    ) async throws -> ExecutionID {
        var params = #"{"kind":"\#(kind)""#
        if let seconds { params += #","seconds":\#(seconds)"# }
        if let count { params += #","count":\#(count)"# }
        return try await place.enqueue(params + "}", handler: handler, maxRetry: maxRetry, timeoutSeconds: timeoutSeconds)
    }

    /// Runs a worker beside `body` and tells it to end afterwards.
    /// - Parameter roles: besides the worker.
    func working(
        and roles: String..., signal: @escaping @Sendable (RunningTool) throws -> Void = { try $0.send(.terminate) },
        _ body: @escaping @Sendable (RunningTool) async throws -> Void
    ) async throws {
        let arguments = ["run", "worker"] + roles
        let status = try await RunningTool.with(arguments, in: place.path, program: place.program) { tool in
            _ = try await tool.line(containing: "Worker registered")
            try await body(tool)
            try signal(tool)
        }
        #expect(status == .exited(0))
    }

    func lines(of id: ExecutionID) async throws -> [ExecutionLogLine] {
        try await place.store.logs(of: id, afterSequence: 0, limit: 20_000)
    }

    /// Waits until the run has written a line, and returns it.
    func line(of id: ExecutionID, containing text: String, count: Int = 1) async throws -> [String] {
        while true {
            let found = try await lines(of: id).map(\.message).filter { $0.contains(text) }
            if found.count >= count { return found }
            try await ContinuousClock().sleep(for: .milliseconds(20))
        }
    }

    func effects() async throws -> Int {
        try await place.fixture.database.withConnection(.readOnly) { try await $0.fetchAll("SELECT execution_id FROM effects").count }
    }
}

/// Processes as the system sees them.
enum Processes {
    /// The numbers of a process's children.
    static func children(of pid: Int32) -> [Int32] {
        all { fields in fields.parent == pid }
    }

    static func zombies(of pid: Int32) -> [Int32] {
        all { fields in fields.parent == pid && fields.state == "Z" }
    }

    /// Waits until none of them is there any more; a zombie is not.
    static func waitForEnd(of pids: [Int32]) async throws {
        while !all(where: { pids.contains($0.pid) && $0.state != "Z" }).isEmpty {
            try await ContinuousClock().sleep(for: .milliseconds(20))
        }
    }

    /// What a process has open.
    static func descriptors(of pid: Int32) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
    }

    private struct Fields {
        var pid: Int32
        var state: String
        var parent: Int32
    }

    private static func all(where isWanted: (Fields) -> Bool) -> [Int32] {
        let numbers: [Int32]
        do { numbers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) } } catch { return [] }
        return numbers.filter { pid in
            // The name, in parentheses, may hold anything.
            guard let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
            let rest = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
            guard rest.count > 1, let parent = Int32(rest[1]) else { return false }
            return isWanted(Fields(pid: pid, state: String(rest[0]), parent: parent))
        }
    }
}
