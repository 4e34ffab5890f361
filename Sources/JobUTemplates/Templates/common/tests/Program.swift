import Foundation
import JobU

/// This project's program as a user runs it, with its configuration, in a new folder: a test sees what happens in production. A worker
/// runs during the whole test.
final class Program {
    /// The outcome of a job.
    struct Run: Decodable {
        struct Result: Decodable {
            var action: String
            var data: [String: JSONValue]
        }

        var status: String
        var result: Result?
        var errorMessage: String?

        private enum CodingKeys: String, CodingKey {
            case status, result
            case errorMessage = "error_message"
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static let patience: TimeInterval = 60

    /// The folder the program runs in; `config` and `data` are below it.
    let folder: URL
    /// The values for the variables of `config/database.yaml`.
    let environment: [String: String]
    private let worker: Process

    /// - Parameter environment: variables added to the test's environment.
    init(environment: [String: String] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("PROJECT_PRODUCT-\(UUID().uuidString)")
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        self.folder = folder
        self.environment = variables
        worker = Self.process(["run", "worker"], folder, variables)
        try Self.copyConfiguration(to: folder)
        let log = folder.appendingPathComponent("worker.log")
        try Data().write(to: log)
        worker.standardOutput = try FileHandle(forWritingTo: log)
        worker.standardError = worker.standardOutput
        try command("migrate")
        try worker.run()
    }

    deinit {
        if worker.isRunning {
            worker.terminate()
            worker.waitUntilExit()
        }
        do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) could not be removed: \(error)") }
    }

    /// Enqueues a job and waits until it is finished.
    func run(_ handler: String, _ params: String = "{}") throws -> Run {
        struct Asked: Decodable { var id: Int64 }
        struct Shown: Decodable { var job: Run }
        let words = ["job", "enqueue", handler, "--params", params, "--max-retry", "0", "--json"]
        let id = try JSONDecoder().decode(Asked.self, from: command(words)).id
        let end = Date(timeIntervalSinceNow: Self.patience)
        while true {
            let execution = try JSONDecoder().decode(Shown.self, from: command("job", "show", "\(id)", "--json")).job
            if !["PENDING", "RUNNING", "RETRY"].contains(execution.status) { return execution }
            guard Date() < end, worker.isRunning else {
                throw Failure(description: "\(handler) is \(execution.status):\n" + (try String(contentsOf: log, encoding: .utf8)))
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// Runs a command of the program until it exits.
    /// - Returns: its output.
    @discardableResult
    func command(_ words: String...) throws -> Data {
        try command(words)
    }

    private var log: URL { folder.appendingPathComponent("worker.log") }

    private func command(_ words: [String]) throws -> Data {
        let process = Self.process(words, folder, environment)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let written = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(words.joined(separator: " ")): \(String(decoding: complaint, as: UTF8.self))")
        }
        return written
    }

    /// The project's own `config`, with its data in the new folder wherever it is read from.
    private static func copyConfiguration(to folder: URL) throws {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("data"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: project.appendingPathComponent("config"), to: folder.appendingPathComponent("config"))
        let databases = folder.appendingPathComponent("config/database.yaml")
        let text = try String(contentsOf: databases, encoding: .utf8)
        try text.replacing("path: data/", with: "path: \(folder.path)/data/").write(to: databases, atomically: true, encoding: .utf8)
    }

    /// The program is in the same folder as the tests.
    private static func process(_ words: [String], _ folder: URL, _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("PROJECT_PRODUCT")
        process.arguments = words
        process.currentDirectoryURL = folder
        process.environment = environment
        return process
    }
}
