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
        /// When it is stuck, once it was asked to stop.
        var stuckAt: Duration?
        var isStuck = false
    }

    private let capacity: Int
    private(set) var hold: Hold?
    private(set) var isDraining = false
    /// What the watchdog sleeps until; nil for as long as nothing is known to be due.
    private var watchedUntil: Duration?
    private var runs: [ExecutionID: Run] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many more runs it may take now.
    var room: Int {
        hold == nil || isDraining ? 0 : capacity - runs.count
    }

    var running: Int { runs.count }

    /// Runs whose handler ignores that it was cancelled.
    var stuck: [ExecutionID] {
        runs.filter(\.value.isStuck).keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// When the next thing is due that `takeDue` reports; the watchdog sleeps until then.
    mutating func nextDeadline() -> Duration? {
        let ofRuns = runs.values.compactMap { run in
            run.isStuck ? nil : run.stuckAt ?? run.deadline
        }.min()
        watchedUntil = [ofRuns, hold?.validUntil].compactMap(\.self).min()
        return watchedUntil
    }

    mutating func take(_ hold: Hold) {
        self.hold = hold
    }

    /// A sign of life was accepted. Returns false when the lease was given up meanwhile.
    mutating func extend(_ workerID: WorkerID, to validUntil: Duration) -> Bool {
        guard hold?.workerID == workerID else { return false }
        hold?.validUntil = validUntil
        return true
    }

    /// Gives up a name. Returns the runs that are lost with it.
    mutating func lose(_ workerID: WorkerID) -> [ExecutionControl] {
        if hold?.workerID == workerID { hold = nil }
        return runs.values.filter { $0.workerID == workerID }.map(\.control)
    }

    /// Whether this name is held, and its lease not over by now.
    func covers(_ workerID: WorkerID, at now: Duration) -> Bool {
        hold.map { $0.workerID == workerID && now < $0.validUntil } ?? false
    }

    mutating func drain() {
        isDraining = true
    }

    enum Beginning: Sendable, Equatable {
        /// The lease was lost between the claim and now: the run must not start.
        case refused
        /// The same, and nobody has noticed yet: the claim's answer came when the lease had lapsed.
        case lapsed
        case begun
        /// Begun, and due before anything the watchdog knows of.
        case begunAsEarliest
    }

    /// - Parameter now: by the same stopwatch as the lease: what was claimed under a lease that is over begins nothing.
    mutating func begin(_ run: ClaimedExecution, _ control: ExecutionControl, deadline: Duration, at now: Duration) -> Beginning {
        guard hold?.workerID == run.lease.workerID else { return .refused }
        guard covers(run.lease.workerID, at: now) else { return .lapsed }
        runs[control.executionID] = Run(control: control, workerID: run.lease.workerID, deadline: deadline)
        if let watchedUntil, watchedUntil <= deadline { return .begun }
        return .begunAsEarliest
    }

    /// A run that the same worker has taken again meanwhile is another run.
    mutating func end(_ control: ExecutionControl) {
        if runs[control.executionID]?.control === control { runs[control.executionID] = nil }
    }

    /// Notes that a run was asked to stop, so that it is found stuck if it does not.
    mutating func recordStop(of control: ExecutionControl, stuckAt: Duration) {
        guard let run = runs[control.executionID], run.control === control, run.stuckAt == nil else { return }
        runs[control.executionID]?.stuckAt = stuckAt
    }

    func control(of id: ExecutionID) -> ExecutionControl? {
        runs[id]?.control
    }

    var controls: [ExecutionControl] { runs.values.map(\.control) }

    /// What is over by now.
    struct Due {
        var timedOut: [ExecutionControl] = []
        var stuck: [ExecutionControl] = []
        var lostWorkerID: WorkerID?
    }

    mutating func takeDue(at now: Duration) -> Due {
        var due = Due()
        if let hold, hold.validUntil <= now { due.lostWorkerID = hold.workerID }
        for (id, run) in runs where !run.isStuck {
            if let stuckAt = run.stuckAt {
                guard stuckAt <= now else { continue }
                runs[id]?.isStuck = true
                due.stuck.append(run.control)
            } else if run.deadline <= now {
                due.timedOut.append(run.control)
            }
        }
        return due
    }
}
