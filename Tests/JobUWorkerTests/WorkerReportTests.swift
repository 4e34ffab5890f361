import JobUHandler
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import JobUWorker
import Logging
import Testing

@Suite("What a handler reports while it runs", .timeLimit(.minutes(1)))
struct WorkerReportTests {
    @Test("its lines are stored before the run is seen to end")
    func logsFirst() async throws {
        let harness = try await WorkerHarness()
        let calls = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            context.logger.debug("not stored")
            context.logger.info("reading", metadata: ["file": "a.csv"])
            context.logger.error("zero\u{0}")
            return .success
        }
        try await harness.whileWorking(
            handler,
            fault: { call, moment in
                guard moment == .after, [.appendLogs, .finish].contains(call) else { return }
                calls.keep(call)
            }
        ) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1)
            let lines = try await harness.store.logs(of: id, afterSequence: 0, limit: 10)
            #expect(lines.map(\.message) == ["reading file=a.csv", "zero\u{FFFD}"])
            #expect(lines.map(\.level) == ["info", "error"])
            #expect(lines.map(\.sequence) == [1, 2])
        }
        #expect(calls.values == [.appendLogs, .finish])
    }

    @Test("lines survive a store that is away for a moment")
    func logsRetried() async throws {
        let harness = try await WorkerHarness()
        let failures = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            context.logger.info("reading")
            return .success
        }
        try await harness.whileWorking(
            handler,
            fault: { call, moment in
                guard call == .appendLogs, moment == .before, failures.values.count < 2 else { return }
                failures.keep(call)
                throw StoreAway()
            }
        ) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(10)
            #expect(try await harness.store.logs(of: id, afterSequence: 0, limit: 10).count == 1)
            #expect(try await harness.status(id) == .success)
        }
        #expect(failures.values.count == 2)
    }

    @Test("progress is stored, not more often than a person can read, and the last one always")
    func progress() async throws {
        let harness = try await WorkerHarness()
        let stored = Kept<FaultyStore.Call>()
        let handler = ScriptedHandler { _, context in
            for percent in 0...100 {
                try await context.progress(Double(percent) / 100, "step \(percent)")
                try await harness.sleep(0.02)
            }
            try await harness.sleep(10)
            return .success
        }
        try await harness.whileWorking(
            handler,
            fault: { call, moment in
                if call == .recordProgress, moment == .after { stored.keep(call) }
            }
        ) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(1.11)
            let half = try await harness.execution(id)
            #expect((half.progress, half.progressMessage) == (0.5, "step 50"))
            try await harness.sleep(2)
            #expect(try await harness.execution(id).progress == 1)
        }
        #expect(stored.values.count == 11)
    }

    @Test("a store that is away neither fails a run that shows its progress nor holds it up, and one line says so")
    func progressAway() async throws {
        let harness = try await WorkerHarness()
        let ends = Kept<Duration>()
        let handler = ScriptedHandler { _, context in
            let start = harness.world.clock.elapsed
            for second in 0...5 {
                try await context.progress(Double(second) / 5)
                if second < 5 { try await harness.sleep(1) }
            }
            ends.keep(harness.world.clock.elapsed - start)
            return .success
        }
        try await harness.whileWorking(
            handler,
            fault: { call, moment in
                let elapsed = harness.world.clock.elapsed
                guard elapsed > .seconds(1), elapsed < .seconds(4), moment == .before, call != .claim else { return }
                // One that does not answer is the worse case.
                if call == .recordProgress { try await harness.sleep(0.5) }
                throw StoreAway()
            }
        ) { _ in
            let id = try await harness.enqueue { $0.options.maxRetry = 0 }
            try await harness.sleep(20)
            let execution = try await harness.execution(id)
            #expect((execution.status, execution.attempt, execution.progress) == (.success, 1, 1))
            let lines = try await harness.store.logs(of: id, afterSequence: 0, limit: 10).map(\.message)
            #expect(lines == ["Progress update failed error=StoreAway()"])
        }
        #expect(ends.values == [.seconds(5)])
    }

    @Test("a run that shows its progress after it was taken away is stopped, and a cancelled one hears of it")
    func progressTakenAway() async throws {
        let harness = try await WorkerHarness()
        let errors = Kept<String>()
        let handler = ScriptedHandler { _, context in
            do {
                while context.attempt == 1 {
                    try await context.progress(0.5)
                    try await harness.sleep(1)
                }
            } catch {
                errors.keep("\(type(of: error)) at \(harness.world.clock.elapsed)")
                throw error
            }
            return .success
        }
        try await harness.whileWorking(handler) { _ in
            let id = try await harness.enqueue()
            try await harness.sleep(2.5)
            _ = try await harness.store.rescue(now: harness.now + .seconds(40), deathsMax: 3, limit: 10)
            // Before the next heartbeat, at 10 s.
            try await harness.sleep(2)
            #expect(errors.values.count == 1)
            try await harness.sleep(60)
            #expect(try await harness.status(id) == .success)
        }
        #expect(errors.values.first?.hasPrefix("CancellationError") == true)
    }
}

struct StoreAway: Error {}
