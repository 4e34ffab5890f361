import JobUModel
import JobUStore
import Logging

/// Registers the worker, gives its signs of life, and registers anew under another name when its lease is lost.
struct LeaseKeeper: Sendable {
    let store: any WorkerStore
    let time: TimeSource
    let runtime: WorkerRuntime
    let registration: WorkerRegistration
    let configuration: WorkerConfiguration
    let logger: Logger
    let metrics: WorkerMetrics

    /// Works until its task is cancelled.
    func run() async {
        // Short against the lease, so that a store that is away for a moment costs nothing.
        let loop = RetryLoop("Heartbeat", backoff: RetryPause.lease, time: time, logger: logger)
        await loop.run(sleep: { try await time.clock.sleep(for: min($0, configuration.heartbeatInterval)) }) { streak in
            try await step()
            streak.end()
            _ = try await runtime.leaseSignal.wait(for: pause, clock: time.clock)
        }
    }

    /// A worker without a name gets one at once, unless it is about to end.
    private var pause: Duration {
        runtime.workerID == nil && !runtime.isDraining ? .zero : configuration.heartbeatInterval
    }

    private func step() async throws {
        if let worker = runtime.workerID { try await beat(worker) } else if !runtime.isDraining { try await register() }
    }

    private func register() async throws {
        // Measured before the call: the lease counts from the request's time, not from the reply.
        let (now, elapsed) = (time.wall.now(), runtime.elapsed)
        let worker = try await store.register(registration, now: now, leaseUntil: now + configuration.leaseDuration)
        runtime.hold(worker, until: elapsed + configuration.holdDuration)
        logger.notice("Worker registered", metadata: [LogKeys.workerID: "\(worker)"])
    }

    private func beat(_ worker: WorkerID) async throws {
        let (now, elapsed) = (time.wall.now(), runtime.elapsed)
        let result = try await store.heartbeat(worker, now: now, leaseUntil: now + configuration.leaseDuration)
        if result == .alive, runtime.extend(worker, until: elapsed + configuration.holdDuration) { return }
        logger.warning("Lease lost; abandoning executions", metadata: [LogKeys.workerID: "\(worker)"])
        metrics.recordLeaseLost()
        runtime.lose(worker)
    }
}
