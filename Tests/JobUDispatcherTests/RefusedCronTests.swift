import JobUModel
import JobUStore
import JobUTesting
import Logging
import Testing

@testable import JobUDispatcher

@Suite("Crons that the database refuses")
struct RefusedCronTests {
    private let clock = TestClock()
    private let log = LogRecord()

    @Test("a cron that the database refuses is told of once, holds up no other, and fires once it is accepted", arguments: [true, false])
    func refused(isRecorded: Bool) async throws {
        let store = FakeDispatchStore([dueCron(), dueCron()], clock: clock)
        store.refuse(1, recording: isRecorded)
        let dispatcher = Dispatcher(store: store, signals: ChangeSignals(), time: .test(clock, start: midnight), logger: log.logger)
        for minute in 0..<4 {
            _ = try await dispatcher.dispatchAllDue()
            #expect(store.executions.count == minute + 1)
            clock.advance(by: .seconds(60))
        }
        let errors = log.lines.filter { $0.level == .error }
        #expect(errors.map { $0.metadata[LogKeys.cronJobID] } == ["1"])
        store.refuse(1, recording: nil)
        clock.advance(by: .seconds(60))
        _ = try await dispatcher.dispatchAllDue()
        #expect(Set(store.executions.compactMap(\.cronJobID?.rawValue)) == [1, 2])
    }
}
