import ArgumentParser
import CoreMetrics
import Foundation
import JobUComposition
import JobUDatabase
import JobUHandler
import JobUModel
import Logging

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run dispatcher, worker and admin, or some of them, until SIGTERM, SIGHUP or Ctrl-C.",
        discussion: """
            The first signal drains: the worker stops claiming, running jobs finish within worker.shutdown_timeout_seconds, and \
            the rest go back to the queue; exit code 0. A second signal cancels the running jobs and releases them at once. A \
            third exits at once, and the jobs are rescued.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "dispatcher, worker, admin (default: all).")
    var roles: [Role] = []

    func run() async throws {
        try await Terminal.run {
            // Before anything else: a worker's child must know soon that it is one.
            let child = try IsolatedChild(environment: ProcessInfo.processInfo.environment)
            let settings = try common.settings()
            if !settings.worker.allowsDebugger { try HiddenProcess.begin() }
            let time = TimeSource.system
            let logger = Logger.jobu(settings.log, wall: time.wall)
            if let child {
                return try await child.run(
                    settings: settings, engines: Executable.current.engines, handlers: try Executable.current.registry(settings, time),
                    time: time, logger: logger, dialect: Executable.current.dialect)
            }
            for notice in settings.notices { logger.warning("\(notice)") }
            let metrics = Self.metrics()
            let application = JobUApplication(
                settings: settings, engines: Executable.current.engines, handlers: try Executable.current.registry(settings, time),
                roles: roles.isEmpty ? Set(Role.allCases) : Set(roles),
                process: .current(endNow: Self.endNow(logger)), time: time, logger: logger, metrics: metrics,
                dialect: Executable.current.dialect)
            try await application.run { url in
                Terminal.say("JobU \(JobUApplication.version) is ready: \(url)")
            }
        }
    }

    /// Keeps what the process counts for `/metrics`, unless the program has chosen a place for that already.
    private static func metrics() -> @Sendable () -> String {
        guard MetricsSystem.factory is NOOPMetricsHandler else { return { "" } }
        let registry = MetricRegistry()
        MetricsSystem.bootstrap(registry)
        return { registry.text }
    }

    /// Everything else has ended: only the end of the process ends these handlers.
    private static func endNow(_ logger: Logger) -> @Sendable ([ExecutionID]) -> Void {
        { runs in
            logger.error(
                "Exiting with stuck handlers; executions will be rescued",
                metadata: [LogKeys.executionID: "\(runs.map(\.description).joined(separator: ", "))"])
            Foundation.exit(0)
        }
    }
}
