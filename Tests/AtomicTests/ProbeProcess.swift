import Foundation
import JobUContracts
import Subprocess

/// A real coordinator process beside the test.
enum ProbeProcess {
    private static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
        "AtomicProbe"
    ).path

    /// Runs the probe to its end. When it stops itself, `whileStopped` runs, and then it is woken.
    /// - Returns: the lines it wrote.
    static func run(
        _ place: AtomicLocation, key: String, on names: [String], at step: String, how: String,
        whileStopped: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> [String] {
        let text = String(decoding: try JSONEncoder().encode(place), as: UTF8.self)
        let result = try await Subprocess.run(
            .name("env"), arguments: .init([path, text, key, names.joined(separator: ","), step, how]), input: .none, output: .sequence,
            error: .combinedWithOutput
        ) { execution in
            var lines: [String] = []
            for try await line in execution.standardOutput.strings() {
                lines.append(line.trimmingCharacters(in: .whitespacesAndNewlines))
                guard how == "stop", line.contains("reached") else { continue }
                do {
                    try await whileStopped()
                } catch {
                    try execution.send(signal: .kill)
                    throw error
                }
                try execution.send(signal: .resume)
            }
            return lines
        }
        return result.closureResult
    }
}
