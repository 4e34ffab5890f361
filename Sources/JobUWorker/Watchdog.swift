import JobUModel
import JobUStore

/// Wakes what is over: runs past their timeout, handlers that ignore their cancellation, and the worker's own lease, which may
/// lapse while its store is away.
struct Watchdog: Sendable {
    let runtime: WorkerRuntime
    let time: TimeSource

    /// Works until its task is cancelled.
    func run() async {
        while true {
            runtime.expireDue()
            do {
                _ = try await runtime.deadlineSignal.wait(for: runtime.timeToNextDeadline, clock: time.clock)
            } catch {
                return  // Cancelled: there is no other error here.
            }
        }
    }
}
