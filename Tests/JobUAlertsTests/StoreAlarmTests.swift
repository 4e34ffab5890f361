import HTTPTypes
import JobUModel
import JobUStore
import JobUTesting
import Synchronization
import Testing

@testable import JobUAlerts

@Suite("The alarm of a store that cannot be used", .timeLimit(.minutes(1)))
struct StoreAlarmTests {
    private let start = Timestamp(epochSeconds: 1_767_225_600)

    private func news(_ looks: [StoreFault?]) -> [StoreAlarm.News?] {
        var alarm = StoreAlarm(faultAgeMin: .seconds(30))
        return looks.enumerated().map { alarm.record($1, now: start + .seconds(10 * $0)) }
    }

    @Test("is raised once when a fault has lasted, and once more when it is over")
    func once() {
        #expect(
            news([nil, .full, .full, .full, .full, .full, nil, nil]) == [
                nil, nil, nil, nil, .broken(.full, since: start + .seconds(10)), nil, .works(after: .full, since: start + .seconds(10)),
                nil,
            ])
    }

    @Test("is not raised for a restart, nor at the end of one")
    func short() {
        #expect(news([.away, .away, nil, .away, nil]) == [nil, nil, nil, nil, nil])
    }

    @Test("a fault that becomes another is told again, and counts from its beginning")
    func another() {
        #expect(
            news([.away, .away, .away, .away, .readOnly, nil]) == [
                nil, nil, nil, .broken(.away, since: start), .broken(.readOnly, since: start), .works(after: .readOnly, since: start),
            ])
    }

    @Test("reaches the webhooks that want it although the store keeps nothing, again while it is not taken, and says when it is over")
    func sent() async throws {
        let harness = try await AlertHarness()
        let receiver = Receiver(answering: [.internalServerError])
        let clock = TestClock()
        let looks = Looks([.readOnly, .readOnly, .readOnly, nil])
        try await receiver.serve { url in
            var configuration = harness.configuration(url)
            configuration.webhooks[0].events = [.store]
            let time = TimeSource.test(clock, start: start)
            let alerter = StoreAlerter(
                sender: WebhookSender(transport: harness.transport(), configuration: configuration, time: time),
                webhooks: configuration.webhooks, fault: { looks.next() }, time: time, faultAgeMin: .seconds(10), logger: silent)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await alerter.run() }
                for _ in 0..<4 {
                    try await clock.sleepers(count: 1)
                    clock.advance(by: StoreAlerter.interval)
                }
                try await clock.sleepers(count: 1)
                tasks.cancelAll()
            }
        }
        let states = try receiver.all.map { message -> String? in
            guard case .object(let body) = try JSONText.decode(JSONValue.self, from: message.body), body["type"] == "store",
                case .object(let data) = body["data"], case .object(let store) = data["store"], case .string(let state) = store["state"]
            else { return nil }
            return state
        }
        #expect(states == ["store_read_only", "store_read_only", "store_ready"])
        #expect(receiver.all[0].id == receiver.all[1].id)
    }
}

/// What a store is found to be, look by look; the last stays.
private final class Looks: Sendable {
    private let looks: Mutex<[StoreFault?]>

    init(_ looks: [StoreFault?]) {
        self.looks = Mutex(looks)
    }

    func next() -> StoreFault? {
        looks.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
