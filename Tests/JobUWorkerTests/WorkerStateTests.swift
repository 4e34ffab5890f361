import JobUModel
import Testing

@testable import JobUWorker

@Suite("The state of a worker")
struct WorkerStateTests {
    private func held(capacity: Int = 3) -> WorkerState {
        var state = WorkerState(capacity: capacity)
        state.acquire(.init(workerID: someWorker, validUntil: .seconds(30)))
        return state
    }

    @discardableResult
    private func begin(_ id: Int64, in state: inout WorkerState, deadline: Int = 60) -> ExecutionControl {
        let control = ExecutionControl(ExecutionID(rawValue: id))
        _ = state.begin(claimed(id), control, deadline: .seconds(deadline), at: .zero)
        return control
    }

    @Test("has free capacity only with a lease, and none while it drains")
    func freeCapacity() {
        var state = WorkerState(capacity: 3)
        #expect(state.freeCapacity == 0)
        state = held()
        #expect(state.freeCapacity == 3)
        begin(1, in: &state)
        #expect((state.freeCapacity, state.running) == (2, 1))
        state.drain()
        #expect((state.freeCapacity, state.running) == (0, 1))
    }

    @Test("a run claimed under a name that was lost meanwhile does not begin")
    func refused() {
        var state = held()
        _ = state.lose(someWorker)
        #expect(state.begin(claimed(1), ExecutionControl(ExecutionID(rawValue: 1)), deadline: .seconds(9), at: .zero) == .refused)
        state.acquire(.init(workerID: WorkerID(rawValue: 8), validUntil: .seconds(30)))
        #expect(state.begin(claimed(1), ExecutionControl(ExecutionID(rawValue: 1)), deadline: .seconds(9), at: .zero) == .refused)
        #expect(state.running == 0)
    }

    @Test("a run whose claim was answered when the lease had lapsed does not begin, though nobody has noticed yet")
    func expired() {
        var state = held()
        let control = ExecutionControl(ExecutionID(rawValue: 1))
        #expect(state.begin(claimed(1), control, deadline: .seconds(90), at: .seconds(30)) == .expired)
        #expect(state.running == 0)
        #expect(state.begin(claimed(1), control, deadline: .seconds(90), at: .seconds(30) - .nanoseconds(1)) == .begunAsEarliest)
        #expect(state.covers(someWorker, at: .seconds(29)))
        #expect(!state.covers(someWorker, at: .seconds(30)))
        #expect(!state.covers(WorkerID(rawValue: 8), at: .seconds(1)))
        // A heartbeat that was accepted meanwhile counts.
        _ = state.extend(someWorker, to: .seconds(60))
        #expect(state.begin(claimed(2), ExecutionControl(ExecutionID(rawValue: 2)), deadline: .seconds(90), at: .seconds(59)) != .expired)
    }

    @Test("reports when an execution is due before the deadline that is waited for")
    func earliest() {
        var state = held()
        #expect(state.nextDeadline() == .seconds(30))
        #expect(state.begin(claimed(1), ExecutionControl(ExecutionID(rawValue: 1)), deadline: .seconds(30), at: .zero) == .begun)
        #expect(state.begin(claimed(2), ExecutionControl(ExecutionID(rawValue: 2)), deadline: .seconds(29), at: .zero) == .begunAsEarliest)
        #expect(state.nextDeadline() == .seconds(29))
    }

    @Test("reports a timeout until the run is noted as stopped, then that it is stuck, once")
    func due() {
        var state = held()
        let control = begin(1, in: &state, deadline: 10)
        #expect(state.takeDue(at: .seconds(9)).timedOut.isEmpty)
        #expect(state.takeDue(at: .seconds(10)).timedOut.map(\.executionID.rawValue) == [1])
        state.recordStop(of: control, stuckAt: .seconds(20))
        state.recordStop(of: control, stuckAt: .seconds(99))
        #expect(state.nextDeadline() == .seconds(20))
        #expect(state.takeDue(at: .seconds(19)).stuck.isEmpty)
        #expect(state.takeDue(at: .seconds(20)).stuck.count == 1)
        #expect(state.takeDue(at: .seconds(21)).stuck.isEmpty)
        #expect(state.stuck == [control.executionID])
        #expect(state.nextDeadline() == .seconds(30))
    }

    @Test("its own lease is due like everything else, and a sign of life moves it")
    func lease() {
        var state = held()
        #expect(state.takeDue(at: .seconds(29)).lostWorkerID == nil)
        #expect(state.takeDue(at: .seconds(30)).lostWorkerID == someWorker)
        let isExtended = state.extend(someWorker, to: .seconds(40))
        #expect(isExtended)
        #expect(state.takeDue(at: .seconds(30)).lostWorkerID == nil)
        let isForeignExtended = state.extend(WorkerID(rawValue: 8), to: .seconds(50))
        #expect(!isForeignExtended)
        #expect(state.nextDeadline() == .seconds(40))
    }

    @Test("loses the runs of the lost name, not those of its present one")
    func lose() {
        var state = held()
        begin(1, in: &state)
        #expect(state.lose(someWorker).map(\.executionID.rawValue) == [1])
        let next = WorkerID(rawValue: 8)
        state.acquire(.init(workerID: next, validUntil: .seconds(60)))
        _ = state.begin(claimed(2, by: next), ExecutionControl(ExecutionID(rawValue: 2)), deadline: .seconds(60), at: .zero)
        #expect(state.lose(someWorker).map(\.executionID.rawValue) == [1])
        #expect(state.lease?.workerID == next)
    }

    @Test("an earlier body that ends late does not end the run that was taken anew")
    func takenAgain() {
        var state = held()
        let first = begin(1, in: &state)
        let second = begin(1, in: &state)
        state.end(first)
        #expect(state.control(of: ExecutionID(rawValue: 1)) === second)
        state.end(second)
        #expect(state.running == 0)
    }
}
