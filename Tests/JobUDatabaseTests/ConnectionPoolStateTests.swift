import JobUTesting
import Testing

@testable import JobUDatabase

@Suite("The decisions of a connection pool")
struct ConnectionPoolStateTests {
    typealias State = ConnectionPoolState<Int, String>

    @Test("opens up to its size, then lets callers wait")
    func grows() {
        var state = State(sizeMax: 2)
        #expect(state.acquire() == .open)
        #expect(state.acquire() == .open)
        #expect(state.acquire() == .wait)
        #expect(state.enqueue("first", id: 1) == .wait)
    }

    @Test("lends a session again, the last one first")
    func reuses() {
        var state = State(sizeMax: 2)
        _ = (state.acquire(), state.acquire())
        #expect(state.release(10) == .keep)
        #expect(state.release(20) == .keep)
        #expect(state.acquire() == .use(20))
        #expect(state.acquire() == .use(10))
        #expect(state.acquire() == .wait)
    }

    @Test("hands a session to who has waited longest")
    func handsOver() {
        var state = State(sizeMax: 1)
        _ = state.acquire()
        _ = (state.enqueue("first", id: 1), state.enqueue("second", id: 2))
        #expect(state.release(10) == .handOver(10, to: "first"))
        #expect(state.release(10) == .handOver(10, to: "second"))
        #expect(state.release(10) == .keep)
    }

    @Test("who is about to wait gets what became free meanwhile")
    func freeMeanwhile() {
        var state = State(sizeMax: 1)
        _ = state.acquire()
        #expect(state.acquire() == .wait)
        _ = state.release(10)
        #expect(state.enqueue("first", id: 1) == .use(10))
    }

    @Test("a caller that gives up is not served, and can give up once")
    func abandons() {
        var state = State(sizeMax: 1)
        _ = state.acquire()
        _ = (state.enqueue("first", id: 1), state.enqueue("second", id: 2))
        #expect(state.abandon(id: 1) == "first")
        #expect(state.abandon(id: 1) == nil)
        #expect(state.release(10) == .handOver(10, to: "second"))
        #expect(state.abandon(id: 2) == nil)
    }

    @Test("a broken session makes room for the next caller")
    func discards() {
        var state = State(sizeMax: 1)
        _ = state.acquire()
        _ = state.enqueue("first", id: 1)
        #expect(state.discard() == "first")
        #expect(state.acquire() == .open)
        #expect(state.discard() == nil)
    }

    @Test("closed, it turns everybody away and takes no session back")
    func closes() {
        var state = State(sizeMax: 2)
        _ = (state.acquire(), state.acquire())
        _ = state.release(10)
        let closed = state.close()
        #expect(closed.idle == [10])
        #expect(closed.waiters.isEmpty)
        #expect(state.acquire() == .closed)
        #expect(state.enqueue("late", id: 1) == .closed)
        #expect(state.release(20) == .close(20))

        var waited = State(sizeMax: 1)
        _ = (waited.acquire(), waited.enqueue("first", id: 1))
        #expect(waited.close().waiters == ["first"])
    }

    /// A plain model beside the state: who holds what, who waits.
    @Test("never lends more than its size, nor one session twice, nor forgets a caller", arguments: UInt64(1)...200)
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sizeMax = Int.random(in: 1...4, using: &random)
        var state = State(sizeMax: sizeMax)
        var (held, waiting, opened, callers) = (Set<Int>(), [String](), 0, 0)
        for _ in 0..<200 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                callers += 1
                switch state.enqueue("\(callers)", id: callers) {
                case .open:
                    opened += 1
                    held.insert(opened)
                case .use(let session): #expect(held.insert(session).inserted, "\(random)")
                case .wait: waiting.append("\(callers)")
                case .closed: Issue.record("closed by nobody, \(random)")
                }
            case 2:
                guard let session = held.randomElement(using: &random) else { continue }
                switch state.release(session) {
                case .handOver(let same, let waiter):
                    #expect(same == session)
                    #expect(waiter == waiting.removeFirst(), "\(random)")
                case .keep: held.remove(session)
                case .close: Issue.record("closed by nobody, \(random)")
                }
            default:
                guard let waiter = waiting.randomElement(using: &random), let id = Int(waiter) else { continue }
                #expect(state.abandon(id: id) == waiter, "\(random)")
                waiting.removeAll { $0 == waiter }
            }
            #expect(held.count <= sizeMax, "\(random)")
            #expect(waiting.isEmpty || held.count == sizeMax, "\(random)")
        }
    }
}

extension ConnectionPoolState.Acquire: Equatable where Connection: Equatable {
    static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.use(let left), .use(let right)): left == right
        case (.open, .open), (.wait, .wait), (.closed, .closed): true
        default: false
        }
    }
}

extension ConnectionPoolState.Release: Equatable where Connection: Equatable, Waiter: Equatable {
    static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.handOver(let left, let leftWaiter), .handOver(let right, let rightWaiter)): left == right && leftWaiter == rightWaiter
        case (.keep, .keep): true
        case (.close(let left), .close(let right)): left == right
        default: false
        }
    }
}
