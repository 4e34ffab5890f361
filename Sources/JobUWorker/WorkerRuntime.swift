import JobUModel
import JobUStore
import Synchronization

/// The lock around the state of one worker. Every change that may be waited for notifies the claim loop, the watch of the deadlines or the
/// lease keeper.
final class WorkerRuntime: Sendable {
    let claimSignal: SignalListener
    let deadlineSignal: SignalListener
    let leaseSignal: SignalListener
    private let stopwatch: Stopwatch
    private let cancelGrace: Duration
    private let state: Mutex<WorkerState>

    init(configuration: WorkerConfiguration, signals: ChangeSignals, stopwatch: Stopwatch) {
        claimSignal = signals.listener(to: [.executions])
        deadlineSignal = signals.listener(to: [])
        leaseSignal = signals.listener(to: [])
        self.stopwatch = stopwatch
        cancelGrace = configuration.cancelGrace
        state = Mutex(WorkerState(capacity: configuration.capacity))
    }

    var elapsed: Duration { stopwatch.elapsed }
    var freeCapacity: Int { state.withLock { $0.freeCapacity } }
    var running: Int { state.withLock { $0.running } }
    var runningIDs: Set<ExecutionID> { Set(state.withLock { $0.controls }.map(\.executionID)) }
    var stuck: [ExecutionID] { state.withLock { $0.stuck } }
    var isDraining: Bool { state.withLock { $0.isDraining } }
    var workerID: WorkerID? { state.withLock { $0.lease }?.workerID }

    /// How long until something is due; nil while nothing is known to be.
    private var timeToNextDeadline: Duration? {
        state.withLock { $0.nextDeadline() }.map { max(.zero, $0 - elapsed) }
    }

    func drain() {
        state.withLock { $0.drain() }
        claimSignal.notify()
    }

    func acquireLease(_ workerID: WorkerID, until: Duration) {
        state.withLock { $0.acquire(WorkerState.WorkerLease(workerID: workerID, validUntil: until)) }
        claimSignal.notify()
        deadlineSignal.notify()
    }

    /// Whether this worker's lease is valid at this moment.
    func covers(_ workerID: WorkerID) -> Bool {
        let now = elapsed
        return state.withLock { $0.covers(workerID, at: now) }
    }

    func extend(_ workerID: WorkerID, until: Duration) -> Bool {
        state.withLock { $0.extend(workerID, to: until) }
    }

    /// Gives up this worker's lease, and stops everything that was claimed under it.
    func lose(_ workerID: WorkerID) {
        let lost = state.withLock { $0.lose(workerID) }
        stop(lost, .leaseLost)
        leaseSignal.notify()
    }

    /// Begins an execution; nil when the lease was lost, or expired, between the claim and now.
    func begin(_ execution: ClaimedExecution) -> ExecutionControl? {
        let control = ExecutionControl(execution.lease.executionID)
        let now = elapsed
        switch state.withLock({ $0.begin(execution, control, deadline: now + .seconds(execution.options.timeoutSeconds), at: now) }) {
        case .refused: return nil
        case .expired:
            // The lease is given up with it: under one that lived on, what was claimed and not begun would never be rescued.
            lose(execution.lease.workerID)
            return nil
        case .begun: break
        case .begunAsEarliest: deadlineSignal.notify()
        }
        return control
    }

    func end(_ control: ExecutionControl) {
        end([control])
    }

    /// Frees the capacity of executions; those that are ended already stay so.
    func end(_ controls: [ExecutionControl]) {
        let isFreed = state.withLock { state in
            let before = state.running
            for control in controls { state.end(control) }
            return state.running < before
        }
        if isFreed { claimSignal.notify() }
    }

    func stop(_ ids: [ExecutionID], _ reason: StopReason) {
        stop(state.withLock { state in ids.compactMap { state.control(of: $0) } }, reason)
    }

    func stop(_ control: ExecutionControl, _ reason: StopReason) {
        stop([control], reason)
    }

    func stopAll(_ reason: StopReason) {
        stop(state.withLock { $0.controls }, reason)
    }

    /// Acts on every deadline as soon as it is due, until its task is cancelled: timeouts, handlers that ignore their cancellation, and the
    /// worker's own lease, which expires while its store is away.
    func watchDeadlines(_ clock: any Clock<Duration>) async {
        while true {
            expireDue()
            do {
                _ = try await deadlineSignal.wait(for: timeToNextDeadline, clock: clock)
            } catch {
                return  // Cancelled: there is no other error here.
            }
        }
    }

    /// Stops what is due by now.
    func expireDue() {
        let due = state.withLock { $0.takeDue(at: elapsed) }
        stop(due.timedOut, .timeout)
        for control in due.stuck { control.markStuck() }
        if !due.stuck.isEmpty { claimSignal.notify() }
        if let lost = due.lostWorkerID { lose(lost) }
    }

    private func stop(_ controls: [ExecutionControl], _ reason: StopReason) {
        guard !controls.isEmpty else { return }
        let stuckAt = elapsed + cancelGrace
        state.withLock { state in
            for control in controls { state.recordStop(of: control, stuckAt: stuckAt) }
        }
        for control in controls { control.stop(reason) }
        deadlineSignal.notify()
    }
}
