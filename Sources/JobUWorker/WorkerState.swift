import JobUModel

/// The decisions of a worker: its lease, what it runs, and what is due. It never waits. Times are those of the worker's stopwatch.
struct WorkerState: Sendable {
    /// A worker's identity, and until when it may work under it.
    struct WorkerLease: Sendable, Equatable {
        var workerID: WorkerID
        var validUntil: Duration
    }

    private struct RunningExecution: Sendable {
        var control: ExecutionControl
        var workerID: WorkerID
        var deadline: Duration
        /// When it counts as stuck; nil before a stop request.
        var stuckAt: Duration?
        var isStuck = false
    }

    private let capacity: Int
    private(set) var lease: WorkerLease?
    private(set) var isDraining = false
    /// The deadline that is waited for; nil for as long as none is known.
    private var watchedUntil: Duration?
    private var executions: [ExecutionID: RunningExecution] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many more executions may be claimed now.
    var freeCapacity: Int {
        lease == nil || isDraining ? 0 : capacity - executions.count
    }

    var running: Int { executions.count }

    /// Executions whose handler ignores its cancellation.
    var stuck: [ExecutionID] {
        executions.filter(\.value.isStuck).keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// When `takeDue` reports something next; the watch of the deadlines sleeps until then.
    mutating func nextDeadline() -> Duration? {
        let ofExecutions = executions.values.compactMap { execution in
            execution.isStuck ? nil : execution.stuckAt ?? execution.deadline
        }.min()
        watchedUntil = [ofExecutions, lease?.validUntil].compactMap(\.self).min()
        return watchedUntil
    }

    mutating func acquire(_ lease: WorkerLease) {
        self.lease = lease
    }

    /// Extends the lease after an accepted heartbeat. Returns false when it was given up before.
    mutating func extend(_ workerID: WorkerID, to validUntil: Duration) -> Bool {
        guard lease?.workerID == workerID else { return false }
        lease?.validUntil = validUntil
        return true
    }

    /// Gives up a worker's lease. Returns the executions that are lost with it.
    mutating func lose(_ workerID: WorkerID) -> [ExecutionControl] {
        if lease?.workerID == workerID { lease = nil }
        return executions.values.filter { $0.workerID == workerID }.map(\.control)
    }

    /// Whether this worker's lease is held, and has not expired.
    func covers(_ workerID: WorkerID, at now: Duration) -> Bool {
        lease.map { $0.workerID == workerID && now < $0.validUntil } ?? false
    }

    mutating func drain() {
        isDraining = true
    }

    enum Beginning: Sendable, Equatable {
        /// The lease was lost between the claim and now: the execution must not begin.
        case refused
        /// The same, but no one has found out yet: the claim's answer came after the lease had expired.
        case expired
        case begun
        /// Begun, and due before every deadline that is waited for.
        case begunAsEarliest
    }

    /// Begins an execution, unless the lease it was claimed under is lost or has expired.
    /// - Parameter now: by the same stopwatch as the lease.
    mutating func begin(_ execution: ClaimedExecution, _ control: ExecutionControl, deadline: Duration, at now: Duration) -> Beginning {
        guard lease?.workerID == execution.lease.workerID else { return .refused }
        guard covers(execution.lease.workerID, at: now) else { return .expired }
        executions[control.executionID] = RunningExecution(control: control, workerID: execution.lease.workerID, deadline: deadline)
        if let watchedUntil, watchedUntil <= deadline { return .begun }
        return .begunAsEarliest
    }

    /// Forgets an execution. One that the same worker has claimed again is another.
    mutating func end(_ control: ExecutionControl) {
        if executions[control.executionID]?.control === control { executions[control.executionID] = nil }
    }

    /// Records that an execution was asked to stop, so that it is found stuck if it does not.
    mutating func recordStop(of control: ExecutionControl, stuckAt: Duration) {
        guard let execution = executions[control.executionID], execution.control === control, execution.stuckAt == nil else { return }
        executions[control.executionID]?.stuckAt = stuckAt
    }

    func control(of id: ExecutionID) -> ExecutionControl? {
        executions[id]?.control
    }

    var controls: [ExecutionControl] { executions.values.map(\.control) }

    /// What has become due.
    struct Due {
        var timedOut: [ExecutionControl] = []
        var stuck: [ExecutionControl] = []
        var lostWorkerID: WorkerID?
    }

    mutating func takeDue(at now: Duration) -> Due {
        var due = Due()
        if let lease, lease.validUntil <= now { due.lostWorkerID = lease.workerID }
        for (id, execution) in executions where !execution.isStuck {
            if let stuckAt = execution.stuckAt {
                guard stuckAt <= now else { continue }
                executions[id]?.isStuck = true
                due.stuck.append(execution.control)
            } else if execution.deadline <= now {
                due.timedOut.append(execution.control)
            }
        }
        return due
    }
}
