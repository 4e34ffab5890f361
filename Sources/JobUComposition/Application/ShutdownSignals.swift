import Foundation
import JobUModel
import JobUWorker
import Logging
import ServiceLifecycle
import UnixSignals

/// What the signals that stop a process do: the first drains, the second cancels what runs, the third ends the process at once.
struct ShutdownSignals: Sendable {
    enum Step: Sendable, Equatable { case drain, cutShort, quit }

    /// Cuts the drain short; nil where there is nothing to cut.
    let cutShort: (@Sendable () -> Void)?
    let quit: @Sendable (_ code: Int32) -> Void
    let stopwatch: Stopwatch
    let logger: Logger

    /// Runs the services until they have ended.
    /// - Throws: the first error of a service after all have been shut down.
    func run(_ services: ServiceGroup) async throws {
        let signals = await UnixSignalsSequence(trapping: Self.trapped(isHangupIgnored: SignalHandling.isIgnored(SIGHUP)))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            tasks.addTask { await follow(signals, services) }
            try await services.run()
        }
    }

    /// A terminal that is closed stops a process that was started in it, unless that was started with `nohup`.
    static func trapped(isHangupIgnored: Bool) -> [UnixSignal] {
        [.sigterm, .sigint] + (isHangupIgnored ? [] : [.sighup])
    }

    /// - Parameter count: signals so far, this one among them.
    static func step(_ count: Int, canCutShort: Bool) -> Step {
        switch count {
        case ...1: .drain
        case 2 where canCutShort: .cutShort
        default: .quit
        }
    }

    private func follow(_ signals: UnixSignalsSequence, _ services: ServiceGroup) async {
        var requests = StopRequests()
        for await signal in signals {
            let metadata: Logger.Metadata = [LogKeys.signal: "\(SignalName.of(signal.rawValue))"]
            guard let count = requests.count(after: stopwatch.elapsed) else {
                logger.info("The signal belongs to the one before", metadata: metadata)
                continue
            }
            switch Self.step(count, canCutShort: cutShort != nil) {
            case .drain:
                logger.notice(
                    "Stop requested; draining (another signal, a second or more later, cancels what runs, a third exits at once)",
                    metadata: metadata)
                await services.triggerGracefulShutdown()
            case .cutShort:
                logger.notice("Second signal; cancelling what runs", metadata: metadata)
                cutShort?()
            case .quit:
                logger.warning("Exiting at once; executions that run will be rescued", metadata: metadata)
                quit(128 + signal.rawValue)
            }
        }
    }
}
