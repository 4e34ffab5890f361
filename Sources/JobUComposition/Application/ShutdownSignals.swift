import Foundation
import JobUModel
import JobUWorker
import Logging
import ServiceLifecycle
import UnixSignals

/// The signals that stop a process: the first drains, the second cancels running executions, the third exits at once.
struct ShutdownSignals: Sendable {
    enum Step: Sendable, Equatable { case drain, cutShort, quit }

    /// Cuts the drain short; nil where there is nothing to cut.
    let cutShort: (@Sendable () -> Void)?
    let quit: @Sendable (_ code: Int32) -> Void
    let stopwatch: Stopwatch
    let logger: Logger

    /// Runs the services until they end.
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
                logger.info("Repeated signal ignored", metadata: metadata)
                continue
            }
            switch Self.step(count, canCutShort: cutShort != nil) {
            case .drain:
                logger.notice(
                    "Stop requested; draining (a second signal, at least 1 s later, cancels executions; a third exits at once)",
                    metadata: metadata)
                await services.triggerGracefulShutdown()
            case .cutShort:
                logger.notice("Second signal; cancelling executions", metadata: metadata)
                cutShort?()
            case .quit:
                logger.warning("Exiting at once; running executions will be rescued", metadata: metadata)
                quit(128 + signal.rawValue)
            }
        }
    }
}
