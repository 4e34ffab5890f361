import Foundation

/// The thread on which the blocking calls of one session run, one after the other.
///
/// A thread of its own, not one of libdispatch's: that lends some 255 to all queues of a process, and as many sessions that wait for one
/// lock would keep whoever holds it from giving it back.
package final class SessionThread: Sendable {
    /// Calls of a client library need no more.
    private static let stackSize = 1 << 20

    private let work = Work()

    /// - Parameter name: what debuggers show.
    package init(_ name: String) {
        let thread = Thread { [work] in work.runAll() }
        thread.name = name
        thread.stackSize = Self.stackSize
        thread.start()
    }

    deinit {
        work.close()
    }

    /// Runs `job` after all that were given before. What was given is run even when nobody has the thread any more.
    package func async(_ job: @escaping @Sendable () -> Void) {
        work.add(job)
    }
}

/// What a thread has still to do.
///
/// @unchecked Sendable: its state is touched under `condition` only.
private final class Work: @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [@Sendable () -> Void] = []
    private var isClosed = false

    func add(_ job: @escaping @Sendable () -> Void) {
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
    }

    func runAll() {
        while let next = take() {
            for job in next { job() }
        }
    }

    /// All that waits, once there is something; nil at the end.
    private func take() -> [@Sendable () -> Void]? {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty, !isClosed { condition.wait() }
        guard !jobs.isEmpty else { return nil }
        defer { jobs = [] }
        return jobs
    }
}
