import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import JobUWorker
import Logging
import Testing

@Suite("What a handler reports while it runs", .timeLimit(.minutes(1)))
struct WorkerReportTests {
    @Test("its lines are stored before the run is seen to end")
    func logsFirst() async throws {
        let house = try await WorkerHouse()
        let calls = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            context.logger.debug("not stored")
            context.logger.info("reading", metadata: ["file": "a.csv"])
            context.logger.error("zero\u{0}")
            return .success
        }
        try await house.whileWorking(
            handler,
            fault: { call, moment in
                guard moment == .after, [.appendLogs, .finish].contains(call) else { return }
                calls.keep(call)
            }
        ) { _ in
            let id = try await house.enqueue()
            try await house.sleep(1)
            let lines = try await house.store.logs(of: id, afterSequence: 0, limit: 10)
            #expect(lines.map(\.message) == ["reading file=a.csv", "zero\u{FFFD}"])
            #expect(lines.map(\.level) == ["info", "error"])
            #expect(lines.map(\.sequence) == [1, 2])
        }
        #expect(calls.values == [.appendLogs, .finish])
    }

    @Test("lines survive a store that is away for a moment")
    func logsRetried() async throws {
        let house = try await WorkerHouse()
        let failures = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            context.logger.info("reading")
            return .success
        }
        try await house.whileWorking(
            handler,
            fault: { call, moment in
                guard call == .appendLogs, moment == .before, failures.values.count < 2 else { return }
                failures.keep(call)
                throw StoreAway()
            }
        ) { _ in
            let id = try await house.enqueue()
            try await house.sleep(10)
            #expect(try await house.store.logs(of: id, afterSequence: 0, limit: 10).count == 1)
            #expect(try await house.status(id) == .success)
        }
        #expect(failures.values.count == 2)
    }

    @Test("progress is stored, not more often than a person can read, and the last one always")
    func progress() async throws {
        let house = try await WorkerHouse()
        let stored = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            for percent in 0...100 {
                try await context.progress(Double(percent) / 100, "step \(percent)")
                try await house.sleep(0.02)
            }
            try await house.sleep(10)
            return .success
        }
        try await house.whileWorking(
            handler,
            fault: { call, moment in
                if call == .recordProgress, moment == .after { stored.keep(call) }
            }
        ) { _ in
            let id = try await house.enqueue()
            try await house.sleep(1.11)
            let half = try await house.execution(id)
            #expect((half.progress, half.progressMessage) == (0.5, "step 50"))
            try await house.sleep(2)
            #expect(try await house.execution(id).progress == 1)
        }
        #expect(stored.values.count == 11)
    }
}

struct StoreAway: Error {}
