import Dispatch
package import JobUTesting
import Synchronization

/// A world in which time passes only when nobody has anything left to do, as in a simulation of discrete events.
///
/// Whatever runs inside `run` is carried out by one thread, job by job, in the order in which the jobs became ready. When none
/// is ready, one waiting database call is let through; when there is none either, the clock jumps to the next sleeper. So a
/// test may sleep on `clock` for hours: it costs nothing, and when it wakes, everything that was due before is done.
///
/// Deterministic: which job runs when, which database call comes first, and what time it is. Not deterministic: the order of
/// the entries of dictionaries and sets, which Swift seeds anew in each process (unless `SWIFT_DETERMINISTIC_HASHING` is set).
package final class SimulatedCluster: TaskExecutor {
    private struct State {
        /// Jobs that are ready or running.
        var jobs = 0
        var isCallUnderWay = false
        /// How many want the clock to stand still.
        var holds = 0
        var waitingCalls: [CheckedContinuation<Void, Never>] = []
    }

    package let clock = TestClock()
    private let thread = DispatchQueue(label: "jobu.simulation")
    private let state = Mutex(State())

    package init() {}

    /// Runs `body` and everything it starts in this world, until it returns.
    package func run<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try await withTaskExecutorPreference(self) { try await body() }
    }

    /// Makes a call that is carried out on a thread outside of this world. One call is made at a time, and the clock stands
    /// still meanwhile.
    package func databaseCall<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        await withCheckedContinuation { turn in
            state.withLock { $0.waitingCalls.append(turn) }
        }
        defer { state.withLock { $0.isCallUnderWay = false } }
        return try await body()
    }

    /// Keeps the clock from jumping until `releaseClock` was called as often, for work that this world does not see: a library
    /// that starts a task of its own, which no executor of ours carries out.
    package func holdClock() {
        state.withLock { $0.holds += 1 }
    }

    /// Called from inside the world.
    package func releaseClock() {
        state.withLock { $0.holds -= 1 }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs += 1 }
        thread.async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
            self.goOn()
        }
    }

    /// After each job: when it was the last, the next thing happens.
    private func goOn() {
        let (isQuiet, call) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            state.jobs -= 1
            guard state.jobs == 0, !state.isCallUnderWay else { return (false, nil) }
            guard !state.waitingCalls.isEmpty else { return (state.holds == 0, nil) }
            state.isCallUnderWay = true
            return (false, state.waitingCalls.removeFirst())
        }
        if let call { return call.resume() }
        if isQuiet, let next = clock.nextDeadline { clock.advance(to: next) }
    }
}
