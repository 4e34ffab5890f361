import JobUModel
import JobUStore
import Synchronization

/// The state of one worker, shared by the parts that serve it. Every change that somebody may wait for rings the claim loop or
/// the watchdog.
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
    var room: Int { state.withLock { $0.room } }
    var running: Int { state.withLock { $0.running } }
    var runningIDs: Set<ExecutionID> { Set(state.withLock { $0.controls }.map(\.executionID)) }
    var stuck: [ExecutionID] { state.withLock { $0.stuck } }
    var isDraining: Bool { state.withLock { $0.isDraining } }
    var workerID: WorkerID? { state.withLock { $0.hold }?.workerID }

    /// How long until the watchdog has something to do; nil while there is nothing.
    var timeToNextDeadline: Duration? {
        state.withLock { $0.nextDeadline() }.map { max(.zero, $0 - elapsed) }
    }

    func drain() {
        state.withLock { $0.drain() }
        claimSignal.notify()
    }

    func hold(_ workerID: WorkerID, until: Duration) {
        state.withLock { $0.take(WorkerState.Hold(workerID: workerID, validUntil: until)) }
        claimSignal.notify()
        deadlineSignal.notify()
    }

    /// Whether what this worker holds is its own at this moment.
    func covers(_ workerID: WorkerID) -> Bool {
        let now = elapsed
        return state.withLock { $0.covers(workerID, at: now) }
    }

    func extend(_ workerID: WorkerID, until: Duration) -> Bool {
        state.withLock { $0.extend(workerID, to: until) }
    }

    /// Drops everything held under this name.
    func lose(_ workerID: WorkerID) {
        let lost = state.withLock { $0.lose(workerID) }
        stop(lost, .leaseLost)
        leaseSignal.notify()
    }

    /// Registers a claimed execution; nil if the lease was lost or expired since the claim.
    func begin(_ execution: ClaimedExecution) -> ExecutionControl? {
        let control = ExecutionControl(execution.lease.executionID)
        let now = elapsed
        switch state.withLock({ $0.begin(execution, control, deadline: now + .seconds(execution.timeoutSeconds), at: now) }) {
        case .refused: return nil
        case .lapsed:
            // The name goes with it: under one that lived on, what it has claimed and not begun would never be rescued.
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

    /// Removes executions; does nothing for those already removed.
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

    /// Reports what is over by now to those it concerns.
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
