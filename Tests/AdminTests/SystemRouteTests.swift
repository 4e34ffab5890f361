import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobUAdmin
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Logging
import TestSupport
import Testing

@Suite("The API of the system")
struct SystemRouteTests {
    @Test("/metrics tells what the store holds")
    func metrics() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.execution()
            let reply = try await harness.get("/metrics")
            #expect(reply.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = reply.text.split(separator: "\n")
            #expect(lines.contains("jobu_store_up 1"))
            #expect(lines.contains("jobu_jobs{status=\"PENDING\"} 1"))
            #expect(lines.contains("jobu_workers_alive 0"))
            #expect(Set(lines.filter { $0.hasPrefix("# TYPE") }).count == lines.count { $0.hasPrefix("# TYPE") })
        }
    }

    @Test(
        "a path that is asked in a way it does not know answers 405 and says how",
        arguments: [
            ("/api/crons", "DELETE", "GET, HEAD, POST"), ("/api/jobs/1", "PATCH", "DELETE, GET, HEAD"), ("/health", "TRACE", "GET, HEAD"),
            ("/api/crons/1/run", "GET", "POST"), ("/api/crons/1", "POST", "DELETE, GET, HEAD, PUT"),
        ])
    func methods(path: String, method: String, allowed: String) async throws {
        try await AdminHarness.open { harness in
            let method = try #require(HTTPRequest.Method(method))
            let reply = try await harness.client.execute(uri: path, method: method, headers: [:], body: nil)
            #expect(reply.status == .methodNotAllowed)
            #expect(reply.headers[.allow] == allowed)
        }
    }

    @Test("a path that nobody knows answers 404 in whatever way it is asked", arguments: ["/api/nothing", "/api/crons/1/2/3", "/nowhere"])
    func unknown(path: String) async throws {
        try await AdminHarness.open { harness in
            for method in [HTTPRequest.Method.get, .post, .delete] {
                let reply = try await harness.client.execute(uri: path, method: method, headers: [:], body: nil)
                #expect(reply.status == .notFound)
            }
        }
    }

    @Test("workers and the handlers they know are listed; a lapsed worker's handlers are not")
    func workers() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.worker(handlers: ["a", "b"])
            _ = try await harness.worker(handlers: ["b"])
            let past = Timestamp(epochSeconds: 1)
            _ = try await harness.fixture.store.register(
                WorkerRegistration(host: "gone", pid: 1, version: "1", handlers: ["c"], queues: ["slow"], capacity: 1),
                now: past, leaseUntil: past)
            #expect(try await harness.get("/api/handlers").json["items"] == [["name": "a", "workers": 1], ["name": "b", "workers": 2]])
            let workers = try await harness.get("/api/workers").json
            #expect(workers["total"] == 3)
            #expect(workers["items"]?[0]?["is_alive"] == true)
            #expect(workers["items"]?[2]?["is_alive"] == false)
            #expect(workers["items"]?[2]?["queues"] == ["slow"])
        }
    }

    @Test("stats name every status, also those that nothing is in")
    func stats() async throws {
        try await AdminHarness.open { harness in
            let empty = try await harness.get("/api/stats").json
            #expect(empty["counts"]?.keys == Set(ExecutionStatus.allCases.map(\.rawValue)))
            #expect(empty["success_rate"] == .null)
            _ = try await harness.execution()
            try await harness.run(.success(result: nil))
            _ = try await harness.cron { $0.isEnabled = false }
            let stats = try await harness.get("/api/stats").json
            #expect(stats["counts"]?["SUCCESS"] == 1)
            #expect(stats["success_rate"] == 1)
            #expect(stats["crons"] == ["total": 1, "enabled": 0])
            #expect(stats["workers"] == ["alive": 1, "running": 0, "capacity": 4])
        }
    }

    @Test("health answers always, ready only while the store does")
    func health() async throws {
        try await AdminHarness.open { harness in
            let health = try await harness.get("/health").json
            let ready = try await harness.get("/ready").status
            #expect(health["status"] == "healthy")
            #expect(ready == .ok)
        }
        for fault in StoreFault.allCases {
            try await AdminHarness.open(storeFault: fault) { harness in
                let health = try await harness.get("/health").status
                let ready = try await harness.get("/ready")
                #expect(health == .ok)
                #expect(ready.status == .serviceUnavailable)
                #expect(try ready.json == ["status": .string(fault.rawValue), "reason": .string(fault.words)])
            }
        }
    }

    @Test("a store that accepts no writes answers 503 and says why, to programs and on a page, and all is well again afterwards")
    func readOnlyStore() async throws {
        try await AdminHarness.open { harness in
            func set(_ isOn: Bool) async throws {
                let text = isOn ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF"
                try await harness.fixture.database.withConnection(.readWrite) { try await $0.executeScript(text) }
            }
            let cron = try await harness.cron()
            try await set(true)
            let refused = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#)
            #expect(refused.status == .serviceUnavailable)
            #expect(try refused.json["code"] == "store_read_only")
            #expect(try refused.json["detail"] == .string(StoreFault.readOnly.words))
            let page = try await harness.post("/crons/\(cron.id)/toggle", form: "", [.acceptLanguage: "ko"])
            #expect(page.status == .serviceUnavailable)
            #expect(page.text.contains("데이터베이스가 읽기 전용입니다"))
            try await set(false)
            #expect(try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#).status == .created)
        }
    }

    @Test("a store without room answers 507 and says why")
    func fullStore() async throws {
        try await AdminHarness.open { harness in
            try await harness.fixture.database.withConnection(.readWrite) { try await $0.executeScript("PRAGMA max_page_count = 1") }
            let text = String(repeating: "x", count: 50_000)
            let refused = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample","handler_params":{"t":"\#(text)"}}"#)
            #expect(refused.status.code == 507)
            #expect(try refused.json["code"] == "store_full")
        }
    }

    @Test("HEAD answers the headers of GET without a body", arguments: ["/crons", "/api/crons", "/api/events", "/health"])
    func head(uri: String) async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.client.execute(uri: uri, method: .head)
            #expect(reply.status == .ok)
            #expect(reply.body.readableBytes == 0)
        }
    }
}
