import JobUModel
import JobUTesting
import TestSupport
import Testing

@testable import JobUWorker

@Suite("What a run hears", .timeLimit(.minutes(1)))
struct ExecutionControlTests {
    private let control = ExecutionControl(ExecutionID(rawValue: 1))

    private func next() async -> String {
        switch await control.next() {
        case .stop(let reason): "stop \(reason)"
        case .stuck(let reason): "stuck \(reason)"
        case .ended: "ended"
        }
    }

    @Test("hears that it shall stop, that it is stuck and that it ended, each once and in this order")
    func order() async {
        control.markStuck()
        control.stop(.timeout)
        #expect(await next() == "stop timeout")
        #expect(await next() == "stuck timeout")
        control.stop(.cancelRequested)
        control.end(.success(.success(result: nil)))
        #expect(await next() == "ended")
    }

    @Test("an ending counts more than what was asked before it was heard")
    func endingFirst() async {
        control.stop(.timeout)
        control.end(.success(.success(result: nil)))
        #expect(await next() == "ended")
    }

    @Test("the first reason stays, but for a lost lease")
    func reasons() async {
        control.stop(.timeout)
        control.stop(.shutdown)
        #expect(control.stopReason == .timeout)
        control.stop(.leaseLost)
        control.stop(.cancelRequested)
        #expect(control.stopReason == .leaseLost)
    }

    @Test("whoever waits already is woken")
    func wakes() async throws {
        let world = SimulatedCluster()
        try await world.run {
            async let event = next()
            try await world.clock.sleep(for: .seconds(1))
            control.stop(.shutdown)
            #expect(await event == "stop shutdown")
        }
    }
}

@Suite("An inbox", .timeLimit(.minutes(1)))
struct InboxTests {
    private let inbox = Inbox<Int>()

    @Test("gives all it has at once, in order, up to a limit")
    func limit() async {
        for number in 1...5 { inbox.put(number) }
        #expect(await inbox.take(limit: 3) == [1, 2, 3])
        #expect(await inbox.take(limit: 3) == [4, 5])
    }

    @Test("closed, it takes nothing more, gives what it has, then nil")
    func close() async {
        inbox.put(1)
        inbox.close()
        #expect(!inbox.put(2))
        #expect(await inbox.take(limit: 9) == [1])
        #expect(await inbox.take(limit: 9) == nil)
    }

    @Test("wakes who waits for something, and who waits when it closes")
    func wakes() async throws {
        let world = SimulatedCluster()
        try await world.run {
            async let first = inbox.take(limit: 9)
            try await world.clock.sleep(for: .seconds(1))
            inbox.put(1)
            #expect(await first == [1])
            async let last = inbox.take(limit: 9)
            try await world.clock.sleep(for: .seconds(1))
            inbox.close()
            #expect(await last == nil)
        }
    }
}
