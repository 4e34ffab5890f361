import JobUTesting
import Testing

@testable import JobUDatabase

@Suite("The decisions of a connection pool")
struct ConnectionPoolStateTests {
    typealias State = ConnectionPoolState<Int, String>

    @Test("opens up to its size, then lets callers wait")
    func grows() {
        var state = State(PoolConfiguration(max: 2))
        #expect(state.acquire(now: .zero) == .open)
        #expect(state.acquire(now: .zero) == .open)
        #expect(state.acquire(now: .zero) == .wait)
        #expect(state.enqueue("first", id: 1, now: .zero) == .wait)
    }

    @Test("lends a session again, the last one first")
    func reuses() {
        var state = State(PoolConfiguration(max: 2))
        _ = (state.acquire(now: .zero), state.acquire(now: .zero))
        #expect(state.release(10, now: .zero) == .keep)
        #expect(state.release(20, now: .zero) == .keep)
        #expect(state.acquire(now: .zero) == .use(20))
        #expect(state.acquire(now: .zero) == .use(10))
        #expect(state.acquire(now: .zero) == .wait)
    }

    @Test("hands a session to who has waited longest")
    func handsOver() {
        var state = State(PoolConfiguration(max: 1))
        _ = state.acquire(now: .zero)
        _ = (state.enqueue("first", id: 1, now: .zero), state.enqueue("second", id: 2, now: .zero))
        #expect(state.release(10, now: .zero) == .handOver(10, to: "first"))
        #expect(state.release(10, now: .zero) == .handOver(10, to: "second"))
        #expect(state.release(10, now: .zero) == .keep)
    }

    @Test("who is about to wait gets what became free meanwhile")
    func freeMeanwhile() {
        var state = State(PoolConfiguration(max: 1))
        _ = state.acquire(now: .zero)
        #expect(state.acquire(now: .zero) == .wait)
        _ = state.release(10, now: .zero)
        #expect(state.enqueue("first", id: 1, now: .zero) == .use(10))
    }

    @Test("a caller that gives up is not served, and can give up once")
    func abandons() {
        var state = State(PoolConfiguration(max: 1))
        _ = state.acquire(now: .zero)
        _ = (state.enqueue("first", id: 1, now: .zero), state.enqueue("second", id: 2, now: .zero))
        #expect(state.abandon(id: 1) == "first")
        #expect(state.abandon(id: 1) == nil)
        #expect(state.release(10, now: .zero) == .handOver(10, to: "second"))
        #expect(state.abandon(id: 2) == nil)
    }

    @Test("a broken session makes room for the next caller")
    func discards() {
        var state = State(PoolConfiguration(max: 1))
        _ = state.acquire(now: .zero)
        _ = state.enqueue("first", id: 1, now: .zero)
        #expect(state.discard(isLost: false, now: .zero) == "first")
        #expect(state.acquire(now: .zero) == .open)
        #expect(state.discard(isLost: false, now: .zero) == nil)
    }

    @Test("a session that the server may have closed is asked first, and is closed before the server does, also one that is always kept")
    func serverLimit() {
        var state = State(PoolConfiguration(min: 1, max: 2))
        _ = state.acquire(now: .zero)
        state.opened(idleMax: .seconds(8))
        _ = state.release(10, now: .zero)
        #expect(state.acquire(now: .seconds(4)) == .use(10))
        _ = state.release(10, now: .seconds(4))
        #expect(state.acquire(now: .seconds(9)) == .check(10))
        _ = state.release(10, now: .seconds(9))
        #expect(state.expire(now: .seconds(15)) == [])
        #expect(state.expire(now: .seconds(16)) == [10])
        #expect(state.size == 0)
    }

    @Test("closed, it turns everybody away and takes no session back")
    func closes() {
        var state = State(PoolConfiguration(max: 2))
        _ = (state.acquire(now: .zero), state.acquire(now: .zero))
        _ = state.release(10, now: .zero)
        let closed = state.close()
        #expect(closed.idle == [10])
        #expect(closed.waiters.isEmpty)
        #expect(state.acquire(now: .zero) == .closed)
        #expect(state.enqueue("late", id: 1, now: .zero) == .closed)
        #expect(state.release(20, now: .zero) == .close(20))

        var waited = State(PoolConfiguration(max: 1))
        _ = (waited.acquire(now: .zero), waited.enqueue("first", id: 1, now: .zero))
        #expect(waited.close().waiters == ["first"])
    }

    @Test("a session that was idle for long is asked first, as are all that were idle when one was lost")
    func doubtful() {
        var state = State(PoolConfiguration(max: 3))
        for _ in 0..<3 { _ = state.acquire(now: .zero) }
        _ = (state.release(10, now: .seconds(1)), state.release(20, now: .seconds(20)))
        #expect(state.acquire(now: .seconds(21)) == .use(20))
        #expect(state.acquire(now: .seconds(40)) == .check(10))
        _ = state.release(10, now: .seconds(41))
        #expect(state.discard(isLost: true, now: .seconds(42)) == nil)
        _ = state.release(20, now: .seconds(43))
        #expect(state.acquire(now: .seconds(44)) == .use(20))
        #expect(state.acquire(now: .seconds(44)) == .check(10))
    }

    @Test("after a failed try nobody tries until the pause is over, and then one alone")
    func backoff() {
        struct Away: Error {}
        var state = State(PoolConfiguration(max: 3))
        #expect(state.acquire(now: .zero) == .open)
        #expect(state.openFailed(Away(), now: .zero, random: 0.5).isEmpty)
        #expect(state.acquire(now: .milliseconds(74)) == .refused(Away()))
        #expect(state.acquire(now: .milliseconds(75)) == .open)
        #expect(state.acquire(now: .milliseconds(75)) == .refused(Away()))
        _ = state.openFailed(Away(), now: .milliseconds(75), random: 0.5)
        #expect(state.acquire(now: .milliseconds(224)) == .refused(Away()))
        #expect(state.acquire(now: .milliseconds(225)) == .open)
        state.opened()
        #expect(state.acquire(now: .milliseconds(225)) == .open)
    }

    @Test("who waits for nothing but a try that failed is told why")
    func turnedAway() {
        struct Away: Error {}
        var state = State(PoolConfiguration(max: 1))
        _ = (state.acquire(now: .zero), state.enqueue("first", id: 1, now: .zero))
        #expect(state.openFailed(Away(), now: .zero, random: 0) == ["first"])
    }

    @Test("sessions beyond the wanted number are closed when they were idle for too long, the longest idle first")
    func expires() {
        var state = State(PoolConfiguration(min: 1, max: 3))
        for _ in 0..<3 { _ = state.acquire(now: .zero) }
        _ = (state.release(10, now: .seconds(1)), state.release(20, now: .seconds(2)), state.release(30, now: .seconds(200)))
        #expect(state.expire(now: .seconds(301)).isEmpty)
        #expect(state.expire(now: .seconds(400)) == [10, 20])
        #expect(state.expire(now: .seconds(9_999)).isEmpty)
        let isMoreWanted = state.wantsMore(now: .seconds(9_999))
        #expect(!isMoreWanted)
    }

    @Test("as many as wanted are opened without a caller")
    func wanted() {
        var state = State(PoolConfiguration(min: 2, max: 3))
        let wanted = (1...3).map { _ in state.wantsMore(now: .zero) }
        #expect(wanted == [true, true, false])
    }

    /// A plain model beside the state: who holds what, who waits.
    @Test("never lends more than its size, nor one session twice, nor forgets a caller", arguments: UInt64(1)...200)
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sizeMax = Int.random(in: 1...4, using: &random)
        var state = State(PoolConfiguration(max: sizeMax))
        var (held, waiting, opened, callers) = (Set<Int>(), [String](), 0, 0)
        for _ in 0..<200 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0, 1:
                callers += 1
                switch state.enqueue("\(callers)", id: callers, now: .zero) {
                case .open:
                    opened += 1
                    held.insert(opened)
                case .use(let session): #expect(held.insert(session).inserted, "\(random)")
                case .wait: waiting.append("\(callers)")
                case .closed, .refused, .check: Issue.record("nothing was closed or lost, \(random)")
                }
            case 2:
                guard let session = held.randomElement(using: &random) else { continue }
                switch state.release(session, now: .zero) {
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
        case (.use(let left), .use(let right)), (.check(let left), .check(let right)): left == right
        case (.open, .open), (.wait, .wait), (.closed, .closed), (.refused, .refused): true
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
