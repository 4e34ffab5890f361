import JobUModel

/// Who a worker is, what it holds and when something of it is over: its decisions, without any waiting. Times are those of the
/// worker's stopwatch.
struct WorkerState: Sendable {
    /// A worker's name with the right to work under it.
    struct Hold: Sendable, Equatable {
        var workerID: WorkerID
        var validUntil: Duration
    }

    private struct Run: Sendable {
        var control: ExecutionControl
        var workerID: WorkerID
        var deadline: Duration
        /// When it counts as stuck; nil before a stop request.
        var stuckAt: Duration?
        var isStuck = false
    }

    private let capacity: Int
    private(set) var hold: Hold?
    private(set) var isDraining = false
    /// What the watchdog sleeps until; nil for as long as nothing is known to be due.
    private var watchedUntil: Duration?
    private var executions: [ExecutionID: Run] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many more executions it may take now.
    var room: Int {
        hold == nil || isDraining ? 0 : capacity - executions.count
    }

    var running: Int { executions.count }

    /// Executions whose handler ignores that it was cancelled.
    var stuck: [ExecutionID] {
        executions.filter(\.value.isStuck).keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// When the next thing is due that `takeDue` reports; the watchdog sleeps until then.
    mutating func nextDeadline() -> Duration? {
        let ofExecutions = executions.values.compactMap { execution in
            execution.isStuck ? nil : execution.stuckAt ?? execution.deadline
        }.min()
        watchedUntil = [ofExecutions, hold?.validUntil].compactMap(\.self).min()
        return watchedUntil
    }

    mutating func take(_ hold: Hold) {
        self.hold = hold
    }

    /// Extends the lease after a heartbeat. Returns false if the lease was given up in between.
    mutating func extend(_ workerID: WorkerID, to validUntil: Duration) -> Bool {
        guard hold?.workerID == workerID else { return false }
        hold?.validUntil = validUntil
        return true
    }

    /// Gives up a name. Returns the executions that are lost with it.
    mutating func lose(_ workerID: WorkerID) -> [ExecutionControl] {
        if hold?.workerID == workerID { hold = nil }
        return executions.values.filter { $0.workerID == workerID }.map(\.control)
    }

    /// Whether this name is held, and its lease not over by now.
    func covers(_ workerID: WorkerID, at now: Duration) -> Bool {
        hold.map { $0.workerID == workerID && now < $0.validUntil } ?? false
    }

    mutating func drain() {
        isDraining = true
    }

    enum Beginning: Sendable, Equatable {
        /// The lease was lost between the claim and now: the execution must not start.
        case refused
        /// Lost, but not noticed yet: the claim's reply came after the lease had expired.
        case lapsed
        case begun
        /// Begun, and due before anything the watchdog knows of.
        case begunAsEarliest
    }

    /// - Parameter now: by the same stopwatch as the lease: what was claimed under a lease that is over begins nothing.
    mutating func begin(_ execution: ClaimedExecution, _ control: ExecutionControl, deadline: Duration, at now: Duration) -> Beginning {
        guard hold?.workerID == execution.lease.workerID else { return .refused }
        guard covers(execution.lease.workerID, at: now) else { return .lapsed }
        executions[control.executionID] = Run(control: control, workerID: execution.lease.workerID, deadline: deadline)
        if let watchedUntil, watchedUntil <= deadline { return .begun }
        return .begunAsEarliest
    }

    /// An execution that the same worker has claimed again counts as another one.
    mutating func end(_ control: ExecutionControl) {
        if executions[control.executionID]?.control === control { executions[control.executionID] = nil }
    }

    /// Records a stop request, so that the execution counts as stuck if it does not stop.
    mutating func recordStop(of control: ExecutionControl, stuckAt: Duration) {
        guard let execution = executions[control.executionID], execution.control === control, execution.stuckAt == nil else { return }
        executions[control.executionID]?.stuckAt = stuckAt
    }

    func control(of id: ExecutionID) -> ExecutionControl? {
        executions[id]?.control
    }

    var controls: [ExecutionControl] { executions.values.map(\.control) }

    /// What is over by now.
    struct Due {
        var timedOut: [ExecutionControl] = []
        var stuck: [ExecutionControl] = []
        var lostWorkerID: WorkerID?
    }

    mutating func takeDue(at now: Duration) -> Due {
        var due = Due()
        if let hold, hold.validUntil <= now { due.lostWorkerID = hold.workerID }
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
