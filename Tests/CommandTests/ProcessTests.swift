import AsyncHTTPClient
import Foundation
import JobUModel
import JobUStore
import NIOCore
import NIOHTTP1
import Subprocess
import Testing

/// The tool as real processes that are really killed.
@Suite("Processes", .serialized, .timeLimit(.minutes(2)))
struct ProcessTests {
    @Test("one process does everything, and ends with 0 when told to", arguments: StoreEngine.present)
    func all(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine)
        let status = try await place.running("run") { tool in
            let ready = try await tool.line(containing: "is ready")
            #expect(ready.contains("http://127.0.0.1:"))
            let id = try await place.enqueue(#"{"message":"first light"}"#)
            let execution = try await place.ended(id)
            #expect(execution.status == .success)
            #expect(execution.result?.contains("first light") == true)
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("dispatcher and worker as two processes share a store; the cron's run starts without a poll", arguments: StoreEngine.present)
    func two(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine, files: ["worker.yaml": "worker:\n  poll_interval_seconds: 3600\n"])
        let worker = try await place.running("run", "worker") { worker in
            _ = try await worker.line(containing: "Worker registered")
            let dispatcher = try await place.running("run", "dispatcher") { dispatcher in
                _ = try await dispatcher.line(containing: "Dispatcher started")
                let unknown = try await place.jobu("cron", "create", "later", "--cron", "0 0 1 1 *", "--handler", "not_yet")
                #expect(unknown.status == .exited(0))
                #expect(unknown.errors.contains("no live worker has the handler 'not_yet'"))
                let made = try await place.jobu("cron", "create", "tick", "--cron", "* * * * *", "--handler", "sample")
                #expect(made.status == .exited(0), "\(made.errors)")
                #expect(made.errors.isEmpty)
                let asked = try await place.jobu("cron", "run", "tick", "--json")
                #expect(asked.status == .exited(0), "\(asked.errors)")
                // Not simply the first: where a minute begins just now, the cron's own run is.
                let reply = try JSONDecoder().decode(Identified.self, from: Data(asked.output.utf8))
                let execution = try await place.ended(ExecutionID(rawValue: reply.id))
                #expect(execution.status == .success)
                #expect(execution.trigger == .manual)
                try dispatcher.send(.terminate)
            }
            #expect(dispatcher == .exited(0))
            try worker.send(.interrupt)
        }
        #expect(worker == .exited(0))
    }

    @Test("a run whose worker is killed is run once more by another, and finished once", arguments: StoreEngine.present)
    func killed(engine: StoreEngine) async throws {
        let held = try await HeldJob(
            on: engine, worker: ["lease_seconds: 2"], files: ["dispatcher.yaml": "maintenance:\n  rescue_interval_seconds: 1\n"])
        let (place, id) = (held.place, held.id)
        let first = try await place.running("run", "worker") { worker in
            try await held.executions()
            try worker.send(.kill)
        }
        #expect(first == .signaled(9))
        try held.letEnd()
        let second = try await place.running("run", "dispatcher", "worker") { worker in
            let execution = try await place.ended(id)
            #expect(execution.status == .success)
            #expect(execution.attempt == 2)
            #expect(execution.lostCount == 1)
            #expect(execution.retryCount == 0)
            try worker.send(.terminate)
        }
        #expect(second == .exited(0))
        #expect(try await place.store.attempts(of: id).map(\.outcome) == [.lost, .success])
    }

    @Test("a worker that is told to stop lets its run end", arguments: StoreEngine.present)
    func drained(engine: StoreEngine) async throws {
        let held = try await HeldJob(on: engine)
        let status = try await held.place.running("run", "worker") { worker in
            try await held.drain(worker) { try worker.send(.terminate) }
        }
        #expect(status == .exited(0))
        #expect(try await held.execution?.status == .success)
        #expect(try await held.place.store.workers().isEmpty)
    }

    @Test("a run that does not end in time is handed back and costs no attempt", arguments: StoreEngine.present)
    func handedBack(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine, files: ["worker.yaml": "worker:\n  shutdown_timeout_seconds: 0\n"])
        let id = try await place.enqueue(#"{"sleep_seconds":600}"#)
        let status = try await place.running("run", "worker") { worker in
            _ = try await place.execution(id) { $0.status == .running }
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
        let execution = try #require(try await place.store.execution(id))
        #expect(execution.status == .pending)
        #expect(execution.attempt == 0)
        #expect(try await place.store.attempts(of: id).map(\.outcome) == [.interrupted])
        #expect(try await place.store.workers().isEmpty)
    }

    @Test(
        "a run over its timeout is cancelled; one that fails is retried with backoff; one that is cancelled stops",
        arguments: StoreEngine.present)
    func endings(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine)
        let slow = try await place.enqueue(#"{"sleep_seconds":600}"#, timeoutSeconds: 1)
        let failing = try await place.enqueue(#"{"should_fail":true,"message":"no disk"}"#, maxRetry: 1)
        let unwanted = try await place.enqueue(#"{"sleep_seconds":600}"#)
        let status = try await place.running("run", "worker") { worker in
            let waiting = try await place.execution(failing) { $0.status == .retry }
            #expect(waiting.retryCount == 1)
            #expect(waiting.errorMessage?.contains("no disk") == true)
            #expect(waiting.runAt > waiting.scheduledTime)
            _ = try await place.execution(unwanted) { $0.status == .running }
            let cancel = try await place.jobu("job", "cancel", "\(unwanted)", "--reason", "not today")
            #expect(cancel.status == .exited(0))
            let cancelled = try await place.ended(unwanted)
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.errorMessage == "not today")
            let timedOut = try await place.ended(slow)
            #expect(timedOut.status == .timeout)
            #expect(timedOut.errorMessage?.contains("timed out after 1 s") == true)
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("/metrics counts what a process dispatched, claimed and finished")
    func metrics() async throws {
        let place = try await Workplace()
        let status = try await place.running("run") { tool in
            let ready = try await tool.line(containing: "is ready")
            let url = try #require(ready.split(separator: " ").last)
            let good = try await place.enqueue()
            let bad = try await place.enqueue(#"{"should_fail":true}"#)
            for id in [good, bad] { _ = try await place.ended(id) }
            for _ in 1...2 {
                var request = HTTPClientRequest(url: url + "/api/jobs")
                request.method = .POST
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(
                    ByteBuffer(string: #"{"handler_name": "sample", "unique_key": "once", "run_at": "2100-01-01T00:00:00Z"}"#))
                _ = try await HTTPClient.shared.execute(request, timeout: .seconds(10)).body.collect(upTo: 1_000_000)
            }
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url + "/metrics"), timeout: .seconds(10))
            let text = String(buffer: try await answer.body.collect(upTo: 1_000_000))
            let lines = text.split(separator: "\n")
            #expect(lines.contains("jobu_claimed_total 2"), "\(text)")
            #expect(lines.contains(#"jobu_finished_total{handler="sample",status="SUCCESS"} 1"#))
            #expect(lines.contains(#"jobu_finished_total{handler="sample",status="FAILED"} 1"#))
            #expect(lines.contains(#"jobu_run_seconds_count{handler="sample"} 2"#))
            #expect(lines.contains("jobu_start_lag_seconds_count 2"))
            #expect(lines.contains(#"jobu_enqueued_total{result="created"} 1"#), "\(text)")
            #expect(lines.contains(#"jobu_enqueued_total{result="known"} 1"#))
            #expect(lines.contains("jobu_workers_alive 1"))
            #expect(lines.contains { $0.hasPrefix("jobu_pool_acquire_seconds_count{database=\"jobu\",sessions=\"writers\"}") })
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("an address that is taken ends the start with a message")
    func taken() async throws {
        let first = try await Workplace()
        _ = try await first.running("run") { tool in
            let ready = try await tool.line(containing: "is ready")
            let port = try #require(ready.split(separator: ":").last.map(String.init))
            let second = try await Workplace(files: ["admin.yaml": "admin:\n  port: \(port)\n"])
            let ended = try await second.jobu("run")
            #expect(ended.status == .exited(1))
            #expect(ended.errors.contains("already in use"), "\(ended.errors)")
            #expect(ended.errors.contains(port), "\(ended.errors)")
            try tool.send(.terminate)
        }
    }

    @Test("the log can be read by programs")
    func jsonLog() async throws {
        let place = try await Workplace(files: ["log.yaml": "log:\n  format: json\n"])
        let status = try await place.running("run", "worker") { worker in
            let line = try await worker.line(containing: "Worker registered")
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["level"] as? String == "notice")
            #expect((object?["facts"] as? [String: String])?["worker.id"] == "1")
            try worker.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test("pages are not served to other machines without a login")
    func loopback() async throws {
        let place = try await Workplace(files: ["admin.yaml": "admin:\n  host: 0.0.0.0\n"])
        let ended = try await place.jobu("run")
        #expect(ended.status == .exited(78))
        #expect(ended.errors.contains("admin.host"))
    }

    private struct Identified: Decodable { var id: Int64 }
}
