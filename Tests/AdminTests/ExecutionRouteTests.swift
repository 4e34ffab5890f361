import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("The API of jobs")
struct ExecutionRouteTests {
    @Test("an ad-hoc run is enqueued with all its fields")
    func enqueue() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.send(
                .post, "/api/jobs",
                """
                {"handler_name":"sample","handler_params":{"message":"hi"},"run_at":"2030-01-01T00:00:00Z","queue":"slow",
                 "priority":5,"max_retry":1,"timeout_seconds":60,"unique_key":"one"}
                """)
            #expect(reply.status == .created)
            #expect(reply.headers[.location] == "/api/jobs/1")
            let job = try reply.json
            #expect(job["status"] == "PENDING")
            #expect(job["job_id"] == .null)
            #expect(job["cron_name"] == .null)
            #expect(job["run_at"] == "2030-01-01T00:00:00Z")
            #expect(job["handler_params"] == ["message": "hi"])
            #expect(job["priority"] == 5)
            #expect(job["unique_key"] == "one")
            #expect(job["warnings"]?.items?.count == 1)
        }
    }

    @Test(
        "parameters that another program stored as no JSON are shown as the text they are",
        arguments: ["nonsense", "", "[1", "\"text\"", "7"])
    func nonsense(params: String) async throws {
        try await AdminHarness.open { harness in
            var execution = NewExecution(handlerName: "sample", scheduledTime: harness.time.wall.now(), trigger: .api)
            execution.handlerParams = params
            _ = try await harness.fixture.store.enqueue(execution, now: harness.time.wall.now())
            let list = try await harness.get("/api/jobs")
            #expect(list.status == .ok)
            let one = try await harness.get("/api/jobs/1")
            #expect(try one.json["handler_params"] == JSONText.stored(params))
            for page in ["/jobs", "/jobs/1", "/"] { #expect(try await harness.get(page).status == .ok, "\(page)") }
        }
    }

    @Test("the same Idempotency-Key answers the same run, also when it has ended; with another wish it is refused")
    func idempotency() async throws {
        try await AdminHarness.open { harness in
            guard let name = HTTPField.Name("Idempotency-Key") else { throw AdminHarnessError(what: "not a field name") }
            let first = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#, [name: "abc"])
            let second = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#, [name: "abc"])
            let other = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#, [name: "abd"])
            #expect(first.status == .created)
            #expect(second.status == .ok)
            #expect(other.status == .created)
            #expect(try first.json["id"] == second.json["id"])
            #expect(try first.json["id"] != other.json["id"])
            try await harness.run(.success(result: nil))
            let late = try await harness.send(.post, "/api/jobs", #"{ "handler_name": "sample" }"#, [name: "abc"])
            #expect(late.status == .ok)
            #expect(try late.json["id"] == first.json["id"])
            let torn = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample","unique_key":"x"}"#, [name: "abc"])
            #expect(torn.status == .unprocessableContent)
            let blank = try await harness.send(
                .post, "/api/jobs", #"{"handler_name":"sample"}"#, [name: String(repeating: "k", count: 201)])
            #expect(blank.status == .unprocessableContent)
        }
    }

    @Test("a finished run carries its result as JSON, and its attempt")
    func result() async throws {
        try await AdminHarness.open { harness in
            let id = try await harness.execution()
            try await harness.run(.success(result: #"{"action":"sent","data":{"rows":3}}"#))
            let job = try await harness.get("/api/jobs/\(id)").json
            #expect(job["status"] == "SUCCESS")
            #expect(job["result"] == ["action": "sent", "data": ["rows": 3]])
            #expect(job["finished_at"]?.text?.hasSuffix("Z") == true)
            let attempts = try await harness.get("/api/jobs/\(id)/attempts").json["items"]
            #expect(attempts?.items?.count == 1)
            #expect(attempts?[0]?["outcome"] == "SUCCESS")
            #expect(attempts?[0]?["attempt"] == 1)
        }
    }

    @Test("a log is read on from where it was left")
    func logs() async throws {
        try await AdminHarness.open { harness in
            let id = try await harness.execution()
            let now = harness.time.wall.now()
            try await harness.fixture.store.appendLogs(
                (1...5).map { number in
                    ExecutionLogLine(executionID: id, attempt: 1, sequence: number, time: now, level: "info", message: "line \(number)")
                })
            let first = try await harness.get("/api/jobs/\(id)/logs?limit=3").json
            #expect(first["items"]?.items?.count == 3)
            #expect(first["next"] == 3)
            let rest = try await harness.get("/api/jobs/\(id)/logs?after=3").json
            #expect(rest["items"]?[0]?["message"] == "line 4")
            #expect(rest["next"] == 5)
            #expect(try await harness.get("/api/jobs/\(id)/logs?after=5").json == ["items": [], "next": 5])
        }
    }

    @Test("a failed run can be retried, a successful one cannot")
    func retry() async throws {
        try await AdminHarness.open { harness in
            let failed = try await harness.execution { $0.options.maxRetry = 0 }
            try await harness.run(.failure(message: "broken", isRetryable: true))
            let succeeded = try await harness.execution()
            try await harness.run(.success(result: nil))
            #expect(try await harness.get("/api/jobs/\(failed)").json["error_message"] == "broken")
            let retried = try await harness.send(.post, "/api/jobs/\(failed)/retry")
            #expect(retried.status == .ok)
            #expect(try retried.json["status"] == "PENDING")
            let refused = try await harness.send(.post, "/api/jobs/\(succeeded)/retry")
            #expect(refused.status == .badRequest)
            #expect(try refused.json["detail"]?.text?.contains("SUCCESS") == true)
        }
    }

    @Test("a retry whose unique key is taken names the key and the job that has it")
    func retryOfTakenKey() async throws {
        try await AdminHarness.open { harness in
            let first = try await harness.execution { $0.uniqueKey = "order 1" }
            #expect(try await harness.send(.post, "/api/jobs/\(first)/cancel").status == .ok)
            let second = try await harness.execution { $0.uniqueKey = "order 1" }
            let refused = try await harness.send(.post, "/api/jobs/\(first)/retry")
            #expect(refused.status == .conflict)
            #expect(try refused.json["code"] == "unique_key_taken")
            #expect(try refused.json["detail"]?.text?.contains("'order 1' is held by job \(second)") == true)
            let bulk = try await harness.send(.post, "/api/jobs/bulk", #"{"action":"retry","ids":[\#(first)]}"#)
            #expect(bulk.text.contains("is held by job \(second)"))
            let pressed = try await harness.post("/jobs/\(first)/retry", form: "")
            #expect(pressed.headers[.location] == "/jobs/\(first)?notice=job_key_taken")
            let page = try await harness.get("/jobs/\(first)?notice=job_key_taken").text
            #expect(page.contains("another job has its unique key"))
            #expect(page.contains("its unique key order 1 is held by job #\(second)"))
            #expect(try await harness.get("/jobs/\(first)?lang=ko").text.contains("고유 키 order 1"))
        }
    }

    @Test("a waiting run is cancelled at once, a running one is asked, a finished one refused")
    func cancel() async throws {
        try await AdminHarness.open { harness in
            let running = try await harness.execution()
            try await harness.run(nil)
            let waiting = try await harness.execution()
            let cancelled = try await harness.send(.post, "/api/jobs/\(waiting)/cancel", #"{"reason":"not needed"}"#).json
            #expect(cancelled["status"] == "CANCELLED")
            #expect(cancelled["error_message"] == "not needed")
            let asked = try await harness.send(.post, "/api/jobs/\(running)/cancel").json
            #expect(asked["status"] == "RUNNING")
            #expect(asked["cancel_requested_at"] != .null)
            #expect(try await harness.send(.post, "/api/jobs/\(waiting)/cancel").status == .badRequest)
        }
    }

    @Test("a run is deleted, but not while it runs")
    func delete() async throws {
        try await AdminHarness.open { harness in
            let running = try await harness.execution()
            try await harness.run(nil)
            let waiting = try await harness.execution()
            #expect(try await harness.send(.delete, "/api/jobs/\(running)").status == .conflict)
            #expect(try await harness.send(.delete, "/api/jobs/\(waiting)").status == .noContent)
            #expect(try await harness.get("/api/jobs/\(waiting)").status == .notFound)
        }
    }

    @Test("a bulk action does what it can and says why it left the rest")
    func bulk() async throws {
        try await AdminHarness.open { harness in
            let done = try await harness.execution()
            try await harness.run(.success(result: nil))
            let waiting = try await harness.execution()
            let reply = try await harness.send(.post, "/api/jobs/bulk", #"{"action":"cancel","ids":[\#(done),\#(waiting),999]}"#).json
            #expect(reply["done"] == [.int(waiting.rawValue)])
            #expect(reply["skipped"]?.items?.count == 2)
            #expect(reply["skipped"]?[1]?["reason"] == "there is no such job")
        }
    }

    @Test("the list filters by everything the product names")
    func list() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron("daily")
            _ = try await harness.send(.post, "/api/crons/\(cron.id)/run")
            try await harness.run(.failure(message: "no such table", isRetryable: false))
            _ = try await harness.execution(handler: "other") { $0.options.queue = "slow" }
            func total(_ query: String) async throws -> JSONValue? { try await harness.get("/api/jobs?\(query)").json["total"] }
            #expect(try await total("") == 2)
            #expect(try await total("cron_id=\(cron.id)") == 1)
            #expect(try await total("status=FAILED") == 1)
            #expect(try await total("status=FAILED,PENDING") == 2)
            #expect(try await total("status=FAILED&status=PENDING") == 2)
            #expect(try await total("handler=other") == 1)
            #expect(try await total("queue=slow") == 1)
            #expect(try await total("q=table") == 1)
            #expect(try await total("q=daily") == 1)
            #expect(try await total("from_date=2020-01-01T00:00:00Z") == 2)
            #expect(try await total("to_date=2020-01-01T09:00:00%2B09:00") == 0)
            let item = try await harness.get("/api/jobs?cron_id=\(cron.id)").json["items"]?[0]
            let promised: Set = [
                "cron_name", "handler_name", "scheduled_time", "status", "started_at", "finished_at", "retry_count",
                "error_message", "result", "created_at",
            ]
            #expect(item?.keys.isSuperset(of: promised) == true)
        }
    }
}
