import JobUTesting
import Testing

@testable import JobUWorker

/// Something to be known by.
private final class Call: Sendable {
    var id: ObjectIdentifier { ObjectIdentifier(self) }
}

@Suite("The pool of children")
struct ChildPoolStateTests {
    private func pool(size: Int = 3, spare: Int = 1, executions: Int = 100) -> ChildPoolState {
        var configuration = ChildPoolConfiguration()
        configuration.sizeMax = size
        configuration.spare = spare
        configuration.executionsMax = executions
        configuration.idle = .seconds(60)
        return ChildPoolState(configuration)
    }

    @Test("has its spare children ready ahead, and replaces one as soon as it is taken")
    func ahead() {
        var pool = pool(spare: 2)
        #expect(pool.open() == [.start(1), .start(2)])
        #expect(pool.ready(1, at: .zero) == [])
        #expect(pool.ready(2, at: .seconds(1)) == [])
        let call = Call()
        // The one that was idle last.
        #expect(pool.ask(call.id) == [.assign(call.id, to: 2), .start(3)])
    }

    @Test("lets a call wait for a child, first come first served, and never has more than its size")
    func waiting() {
        var pool = pool(size: 2, spare: 1)
        let calls = [Call(), Call(), Call()]
        #expect(pool.open() == [.start(1)])
        #expect(pool.ask(calls[0].id) == [.start(2)])
        #expect(pool.ask(calls[1].id) == [])
        #expect(pool.ask(calls[2].id) == [])
        #expect(pool.ready(1, at: .zero) == [.assign(calls[0].id, to: 1)])
        #expect(pool.ready(2, at: .zero) == [.assign(calls[1].id, to: 2)])
        #expect(pool.release(1, isReusable: true, at: .zero) == [.assign(calls[2].id, to: 1)])
    }

    @Test("replaces a child after its runs, or when it is not as it was")
    func recycled() {
        var pool = pool(size: 2, spare: 1, executions: 2)
        _ = pool.open()
        _ = pool.ready(1, at: .zero)
        let calls = [Call(), Call(), Call()]
        #expect(pool.ask(calls[0].id) == [.assign(calls[0].id, to: 1), .start(2)])
        #expect(pool.release(1, isReusable: true, at: .zero) == [])
        #expect(pool.ask(calls[1].id) == [.assign(calls[1].id, to: 1)])
        #expect(pool.release(1, isReusable: true, at: .zero) == [.end(1)])
        #expect(pool.ready(2, at: .zero) == [])
        #expect(pool.gone(1, at: .zero) == [])
        #expect(pool.ask(calls[2].id) == [.assign(calls[2].id, to: 2), .start(3)])
        #expect(pool.release(2, isReusable: false, at: .zero) == [.end(2)])
    }

    @Test("starts a new child for one that died")
    func died() {
        var pool = pool()
        _ = pool.open()
        _ = pool.ready(1, at: .zero)
        let call = Call()
        #expect(pool.ask(call.id) == [.assign(call.id, to: 1), .start(2)])
        #expect(pool.gone(1, at: .zero) == [])
        #expect(pool.ready(2, at: .zero) == [])
        // It was ready and has done nothing: another might do the same.
        #expect(pool.gone(2, at: .zero) == [])
        #expect(pool.tick(at: .seconds(1)) == [.start(3)])
    }

    @Test("waits longer and longer between starts that fail, and lets calls go when it has failed three times")
    func crashLoop() throws {
        var pool = pool(spare: 2)
        let call = Call()
        #expect(pool.open() == [.start(1), .start(2)])
        #expect(pool.ask(call.id) == [.start(3)])
        #expect(pool.gone(1, at: .zero) == [])
        #expect(pool.gone(2, at: .zero) == [])
        #expect(pool.gone(3, at: .zero) == [.fail(call.id)])
        #expect(pool.nextTick == .seconds(4))
        #expect(pool.tick(at: .seconds(3)) == [])
        let later = Call()
        #expect(pool.ask(later.id) == [])
        // One at a time while they fail.
        #expect(pool.tick(at: .seconds(4)) == [.start(4)])
        #expect(pool.gone(4, at: .seconds(4)) == [.fail(later.id)])
        #expect(pool.nextTick == .seconds(12))
        #expect(pool.tick(at: .seconds(12)) == [.start(5)])
        // The first that starts ends the trouble.
        #expect(pool.ready(5, at: .seconds(13)) == [.start(6)])
        #expect(pool.failures == 0)
    }

    @Test("ends children beyond its spare ones that have been idle for long")
    func idle() {
        var pool = pool(size: 3, spare: 1)
        let calls = [Call(), Call()]
        _ = pool.open()
        _ = pool.ask(calls[0].id)
        _ = pool.ask(calls[1].id)
        for child in 1...3 { _ = pool.ready(child, at: .zero) }
        _ = pool.release(1, isReusable: true, at: .seconds(5))
        _ = pool.release(2, isReusable: true, at: .seconds(10))
        #expect(pool.nextTick == .seconds(60))
        #expect(pool.tick(at: .seconds(60)) == [.end(3)])
        #expect(pool.tick(at: .seconds(65)) == [.end(1)])
        #expect(pool.nextTick == nil)
        #expect(pool.tick(at: .seconds(1_000)) == [])
    }

    @Test("forgets a call that was withdrawn, and knows whether it was too late for that")
    func withdrawn() {
        var pool = pool(size: 1)
        let calls = [Call(), Call()]
        _ = pool.open()
        _ = pool.ask(calls[0].id)
        _ = pool.ask(calls[1].id)
        let wasWaiting = pool.withdraw(calls[0].id)
        #expect(wasWaiting)
        #expect(pool.ready(1, at: .zero) == [.assign(calls[1].id, to: 1)])
        let isLate = pool.withdraw(calls[1].id)
        #expect(!isLate)
    }

    @Test("closed, ends every child as soon as it is idle and takes nothing more")
    func closed() {
        var pool = pool(size: 3, spare: 2)
        let calls = [Call(), Call()]
        _ = pool.open()
        _ = pool.ready(1, at: .zero)
        _ = pool.ready(2, at: .zero)
        _ = pool.ask(calls[0].id)
        #expect(pool.close() == [.end(1)])
        #expect(pool.ask(calls[1].id) == [.fail(calls[1].id)])
        #expect(pool.release(2, isReusable: true, at: .zero) == [.end(2)])
        #expect(pool.ready(3, at: .zero) == [.end(3)])
        for child in 1...3 { #expect(pool.gone(child, at: .zero) == []) }
        #expect(pool.isEmpty)
    }

    @Test("under anything that may happen serves each call once, and has no more children than its size", arguments: 0..<100)
    func anything(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var world = PoolWorld(pool(size: 4, spare: 2, executions: 5), sizeMax: 4)
        for _ in 0..<500 { world.step(using: &random) }
        world.settle(using: &random)
        #expect(world.faults == [], "seed \(seed)")
        #expect(world.served + world.failed + world.withdrawn == world.asked, "seed \(seed)")
    }

    /// Does what the pool says, and what may happen to children besides.
    private struct PoolWorld {
        var pool: ChildPoolState
        let sizeMax: Int
        var now = Duration.zero
        var starting: [Int] = []
        var idle: Set<Int> = []
        var busy: [Int: ObjectIdentifier] = [:]
        var calls: [ObjectIdentifier: Call] = [:]
        var (asked, served, failed, withdrawn) = (0, 0, 0, 0)
        var faults: [String] = []

        init(_ pool: ChildPoolState, sizeMax: Int) {
            self.pool = pool
            self.sizeMax = sizeMax
            obey(self.pool.open())
        }

        mutating func obey(_ actions: [ChildPoolState.Action]) {
            for action in actions {
                switch action {
                case .start(let child): starting.append(child)
                case .assign(let call, let child):
                    if calls.removeValue(forKey: call) == nil { faults.append("a call that does not wait is served") }
                    if !idle.contains(child), !starting.contains(child) { faults.append("child \(child) is not there") }
                    starting.removeAll { $0 == child }
                    idle.remove(child)
                    busy[child] = call
                    served += 1
                case .end(let child):
                    idle.remove(child)
                    busy[child] = nil
                    starting.removeAll { $0 == child }
                    obey(pool.gone(child, at: now))
                case .fail(let call):
                    if calls.removeValue(forKey: call) == nil { faults.append("a call that does not wait fails") }
                    failed += 1
                }
            }
            if starting.count + idle.count + busy.count > sizeMax { faults.append("too many children") }
        }

        mutating func step(using random: inout SplitMix64) {
            now += .milliseconds(Int.random(in: 0...20_000, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0, 1:
                let call = Call()
                calls[call.id] = call
                asked += 1
                obey(pool.ask(call.id))
            case 2:
                guard let child = starting.first else { return }
                starting.removeFirst()
                idle.insert(child)
                obey(pool.ready(child, at: now))
            case 3:
                guard let child = busy.keys.min() else { return }
                busy[child] = nil
                idle.insert(child)
                obey(pool.release(child, isReusable: Bool.random(using: &random), at: now))
            case 4:
                guard let child = (starting + idle.sorted() + busy.keys.sorted()).randomElement(using: &random) else { return }
                starting.removeAll { $0 == child }
                idle.remove(child)
                busy[child] = nil
                obey(pool.gone(child, at: now))
            case 5: obey(pool.tick(at: now))
            default:
                guard let call = calls.keys.first else { return }
                if pool.withdraw(call) {
                    calls[call] = nil
                    withdrawn += 1
                } else {
                    faults.append("a call that waits cannot be withdrawn")
                }
            }
        }

        /// All goes well from here: nobody waits for ever.
        mutating func settle(using random: inout SplitMix64) {
            for _ in 0..<2_000 where !calls.isEmpty || !busy.isEmpty {
                now += .seconds(31)
                obey(pool.tick(at: now))
                if let child = starting.first {
                    starting.removeFirst()
                    idle.insert(child)
                    obey(pool.ready(child, at: now))
                }
                if let child = busy.keys.min() {
                    busy[child] = nil
                    idle.insert(child)
                    obey(pool.release(child, isReusable: true, at: now))
                }
            }
            if !calls.isEmpty { faults.append("\(calls.count) calls wait for ever") }
        }
    }
}
