import Foundation
import JobUModel
import JobUStore
import JobUTesting
import TestSupport

/// A workplace with a job that goes on until the test lets it end, however long the machine takes for everything else.
struct HeldJob: Sendable {
    let place: Workplace
    let id: ExecutionID
    private let end: String

    /// - Parameters:
    ///   - settings: of worker.yaml.
    ///   - files: other configuration files by name.
    init(
        on engine: StoreEngine = .sqlite, worker settings: [String] = ["shutdown_timeout_seconds: 600"], files: [String: String] = [:]
    ) async throws {
        let worker = "worker:\n" + (settings + ["builtin:", "  shell:", "    commands: [sh]"]).map { "  \($0)\n" }.joined()
        place = try await Workplace(on: engine, files: files.merging(["worker.yaml": worker]) { _, own in own })
        end = place.folder.file("end")
        let line = try JSONText.encode("until [ -e \(end) ]; do sleep 0.02; done")
        id = try await place.enqueue(#"{"command":["sh","-c",\#(line)]}"#, handler: "shell", timeoutSeconds: 700)
    }

    var execution: Execution? {
        get async throws { try await place.store.execution(id) }
    }

    /// Returns when a worker is at it.
    func executions() async throws { _ = try await place.execution(id) { $0.status == .running } }

    /// From now on it ends.
    func letEnd() throws { try Data().write(to: URL(fileURLWithPath: end)) }

    /// Stops the worker that is at it, and lets it end once the worker waits for that.
    func drain(_ worker: RunningTool, stop: () throws -> Void) async throws {
        try await executions()
        try stop()
        _ = try await worker.line(containing: "Worker draining")
        try letEnd()
    }
}
