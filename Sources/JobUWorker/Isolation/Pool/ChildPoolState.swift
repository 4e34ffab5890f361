import JobUModel

/// Which children there are, what each does and who waits for one: the decisions of a pool, without any process. Times are those of the
/// pool's stopwatch.
package struct ChildPoolState: Sendable {
    package typealias ChildID = Int
    package typealias CallID = ObjectIdentifier

    /// What the pool has to do now.
    package enum Action: Sendable, Equatable {
        case start(ChildID)
        case assign(CallID, to: ChildID)
        /// It is idle, and not needed any more.
        case end(ChildID)
        /// Children cannot be started: this call fails instead of waiting longer.
        case fail(CallID)
    }

    /// Can transition to: idle or busy when it is ready; gone when it does not start.
    /// Idle to busy or ending; busy to idle or ending; ending to gone.
    private enum Phase: Sendable, Equatable {
        case starting
        case idle(since: Duration)
        case busy
        case ending
    }

    private struct Child: Sendable {
        var phase = Phase.starting
        var executions = 0

        /// Whether its end shows that starting another at once is useless.
        var isStillborn: Bool {
            switch phase {
            case .starting: true
            case .idle: executions == 0
            case .busy, .ending: false
            }
        }
    }

    /// Starts at the same time: a start takes a processor for some milliseconds.
    private static let startsMax = 4
    /// Failed starts in a row after which calls do not wait for the next.
    private static let failuresPatient = 3

    private let configuration: ChildPoolConfiguration
    private var children: [ChildID: Child] = [:]
    private var waiting: [CallID] = []
    private var lastID = 0
    private var pause = RetryPause(RetryBackoff(baseSeconds: 1, maxSeconds: 30, jitter: 0))
    private var retryAt: Duration?
    private var isClosed = false

    package init(_ configuration: ChildPoolConfiguration) {
        self.configuration = configuration
    }

    package var isEmpty: Bool { children.isEmpty }

    /// Starts that failed, in a row.
    package var failures: Int { pause.failures }

    /// When `tick` has something to do.
    package var nextTick: Duration? {
        let idle = idleChildren.count > configuration.spare ? idleChildren.map { $0.since + configuration.idle }.min() : nil
        return [retryAt, idle].compactMap(\.self).min()
    }

    /// Starts the children that are kept ready.
    package mutating func open() -> [Action] {
        starts()
    }

    /// Gives the call a child, or lets it wait for one.
    package mutating func ask(_ call: CallID) -> [Action] {
        if isClosed { return [.fail(call)] }
        waiting.append(call)
        return serve() + starts()
    }

    /// Returns whether the call was still waiting.
    package mutating func withdraw(_ call: CallID) -> Bool {
        guard let index = waiting.firstIndex(of: call) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// Records that a started child can take a call.
    package mutating func ready(_ child: ChildID, at now: Duration) -> [Action] {
        guard children[child]?.phase == .starting else { return [] }
        pause.succeed()
        retryAt = nil
        children[child]?.phase = .idle(since: now)
        if isClosed { return [end(child)] }
        return serve() + starts()
    }

    /// Records that a child's call is over.
    /// - Parameter isReusable: whether it can take another.
    package mutating func release(_ child: ChildID, isReusable: Bool, at now: Duration) -> [Action] {
        guard let executions = children[child]?.executions, children[child]?.phase == .busy else { return [] }
        children[child]?.phase = .idle(since: now)
        if isClosed || !isReusable || executions >= configuration.executionsMax { return [end(child)] + starts() }
        return serve()
    }

    /// Takes a child out of use that is being ended elsewhere.
    package mutating func giveUp(_ child: ChildID) -> [Action] {
        if children[child]?.phase == .starting { return [] }  // Its end shows whether it started.
        children[child]?.phase = .ending
        return starts()
    }

    /// A child's process has ended, or could not be started.
    package mutating func gone(_ child: ChildID, at now: Duration) -> [Action] {
        guard let child = children.removeValue(forKey: child) else { return [] }
        guard child.isStillborn, !isClosed else { return starts() }
        retryAt = now + pause.fail(random: 0)
        guard failures >= Self.failuresPatient, alive == 0 else { return [] }
        defer { waiting = [] }
        return waiting.map { .fail($0) }
    }

    /// Time has passed: tries again to start, and lets go of children that had nothing to do for long.
    package mutating func tick(at now: Duration) -> [Action] {
        if let retryAt, retryAt <= now { self.retryAt = nil }
        let extra = idleChildren.count - configuration.spare
        let tired = idleChildren.filter { $0.since + configuration.idle <= now }.prefix(max(0, extra)).map(\.id)
        return tired.map { end($0) } + starts()
    }

    /// Takes no more calls, and ends every child as soon as it is idle.
    package mutating func close() -> [Action] {
        isClosed = true
        defer { waiting = [] }
        return waiting.map { .fail($0) } + idleChildren.map { end($0.id) }
    }

    // MARK: - Steps

    private mutating func serve() -> [Action] {
        var actions: [Action] = []
        // The one that worked last is the one whose memory is warm, and the others can become idle for long.
        while !waiting.isEmpty, let child = idleChildren.last?.id {
            children[child]?.phase = .busy
            children[child]?.executions += 1
            actions.append(.assign(waiting.removeFirst(), to: child))
        }
        return actions
    }

    private mutating func starts() -> [Action] {
        guard !isClosed, retryAt == nil else { return [] }
        let starting = children.values.count { $0.phase == .starting }
        let busy = children.values.count { $0.phase == .busy }
        let wanted = min(configuration.sizeMax, busy + waiting.count + configuration.spare)
        // While starts fail, one at a time.
        let freeStarts = (failures > 0 ? 1 : Self.startsMax) - starting
        return (0..<max(0, min(wanted - alive, freeStarts))).map { _ in
            lastID += 1
            children[lastID] = Child()
            return .start(lastID)
        }
    }

    private mutating func end(_ child: ChildID) -> Action {
        children[child]?.phase = .ending
        return .end(child)
    }

    private var alive: Int { children.values.count { $0.phase != .ending } }

    /// The one that has been idle for longest first.
    private var idleChildren: [(id: ChildID, since: Duration)] {
        children.compactMap { id, child in
            if case .idle(let since) = child.phase { (id, since) } else { nil }
        }.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    }
}
