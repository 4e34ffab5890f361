import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("The API of crons")
struct CronJobRouteTests {
    @Test("a cron explains what became of an instant")
    func explain() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron()
            let due = try #require(cron.nextRunAt)
            let planned = try await harness.get("/api/crons/1/explain?at=\(due)").json
            #expect(planned["verdict"] == "planned")
            #expect(planned["job"] == .null)
            var execution = NewExecution(of: cron, at: due, trigger: .cron)
            execution.skipReason = "overlap policy skip"
            _ = try await harness.fixture.store.enqueue(execution, now: due)
            let skipped = try await harness.get("/api/crons/1/explain?at=\(due)").json
            #expect(skipped["verdict"] == "skipped")
            #expect(skipped["job"]?["id"] == 1)
            for uri in ["/api/crons/1/explain?at=", "/api/crons/1/explain?at=noon"] {
                let refused = try await harness.get(uri)
                #expect(refused.status == .unprocessableContent, "\(uri)")
            }
            let unknown = try await harness.get("/api/crons/7/explain?at=\(due)")
            #expect(unknown.status == .notFound)
        }
    }

    private static let good = #"{"name":"report","cron_expression":"*/5 * * * *","handler_name":"sample"}"#

    @Test("a cron of three fields is created with the seed's defaults")
    func create() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.worker()
            let reply = try await harness.send(.post, "/api/crons", Self.good)
            #expect(reply.status == .created)
            #expect(reply.headers[.location] == "/api/crons/1")
            #expect(reply.headers[.eTag] == "\"1\"")
            let cron = try reply.json
            #expect(cron["is_enabled"] == true)
            #expect(cron["allow_overlap"] == true)
            #expect(cron["max_retry"] == 3)
            #expect(cron["timeout_seconds"] == 3600)
            #expect(cron["handler_params"] == [:])
            #expect(cron["time_zone"] == "UTC")
            #expect(cron["warnings"] == [])
            #expect(cron["next_run_at"]?.text?.hasSuffix(":00Z") == true)
            #expect(cron["max_concurrency"] == .null)
        }
    }

    @Test("every field that is sent comes back")
    func roundTrip() async throws {
        let body = """
            {"name":"all","description":"d","cron_expression":"0 3 * * *","time_zone":"Asia/Seoul","day_match":"or",
             "handler_name":"sample","handler_params":{"limit":10,"deep":{"a":[1,2.5,null,true,"x"]}},"is_enabled":false,
             "overlap_policy":"queue","misfire_policy":"catch_up","misfire_limit":7,"misfire_grace_seconds":9,"max_retry":1,
             "retry_backoff":{"kind":"fixed","base_seconds":5,"max_seconds":50,"jitter":0.5},"timeout_seconds":12,
             "queue":"slow","priority":-3,"max_concurrency":2,"start_at":"2026-01-01T09:00:00+09:00",
             "end_at":"2027-01-01T00:00:00.25Z","pause_reason":"moving","tags":["a","b"]}
            """
        let sent = try JSONText.decode(JSONValue.self, from: body)
        try await AdminHarness.open { harness in
            let cron = try await harness.send(.post, "/api/crons", body).json
            for key in sent.keys.subtracting(["start_at", "end_at"]) { #expect(cron[key] == sent[key], "\(key)") }
            #expect(cron["start_at"] == "2026-01-01T00:00:00Z")
            #expect(cron["end_at"] == "2027-01-01T00:00:00.250000Z")
            #expect(cron["allow_overlap"] == false)
            #expect(cron["next_run_at"] == .null)
            #expect(try await harness.get("/api/crons/1").json["handler_params"] == sent["handler_params"])
        }
    }

    @Test("a cron whose handler no live worker knows is created with a warning")
    func unknownHandler() async throws {
        try await AdminHarness.open { harness in
            #expect(
                try await harness.send(.post, "/api/crons", Self.good).json["warnings"]?[0]?.text?.contains("no worker is running") == true)
            _ = try await harness.worker(handlers: ["other"])
            let warning = try await harness.get("/api/crons/1").json["warnings"]?[0]?.text
            #expect(warning?.contains("'sample'") == true)
            #expect(warning?.contains("other") == true)
        }
    }

    @Test("a bad expression answers 400, a taken name 409")
    func refusals() async throws {
        try await AdminHarness.open { harness in
            let bad = try await harness.send(
                .post, "/api/crons", #"{"name":"a","cron_expression":"61 nope","handler_name":"sample"}"#)
            #expect(bad.status == .badRequest)
            #expect(try bad.json["code"] == "bad_cron")
            #expect(try bad.json.keys.isSuperset(of: ["detail", "field", "position", "hint"]))
            #expect(try await harness.send(.post, "/api/crons", Self.good).status == .created)
            let taken = try await harness.send(.post, "/api/crons", Self.good)
            #expect(taken.status == .conflict)
            #expect(try taken.json["code"] == "duplicate_name")
        }
    }

    @Test("a change sends only what changes")
    func partialUpdate() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron {
                $0.description = "kept"; $0.maxConcurrency = 4
            }
            let reply = try await harness.send(.put, "/api/crons/\(cron.id)", #"{"max_retry":9,"max_concurrency":null}"#)
            #expect(reply.status == .ok)
            #expect(reply.headers[.eTag] == "\"2\"")
            let changed = try reply.json
            #expect(changed["max_retry"] == 9)
            #expect(changed["description"] == "kept")
            #expect(changed["max_concurrency"] == .null)
        }
    }

    @Test("allow_overlap=false means skip, and keeps a cron that queues as it is")
    func allowOverlap() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron()
            func policy(_ body: String) async throws -> JSONValue? {
                try await harness.send(.put, "/api/crons/\(cron.id)", body).json["overlap_policy"]
            }
            #expect(try await policy(#"{"allow_overlap":false}"#) == "skip")
            #expect(try await policy(#"{"overlap_policy":"queue"}"#) == "queue")
            #expect(try await policy(#"{"allow_overlap":false}"#) == "queue")
            #expect(try await policy(#"{"allow_overlap":true}"#) == "allow")
            let both = try await harness.send(.put, "/api/crons/\(cron.id)", #"{"allow_overlap":true,"overlap_policy":"skip"}"#)
            #expect(both.status == .unprocessableContent)
        }
    }

    @Test("If-Match with an old version answers 412 and changes nothing")
    func entityTags() async throws {
        try await AdminHarness.open { harness in
            let uri = "/api/crons/\(try await harness.cron().id)"
            #expect(try await harness.send(.put, uri, #"{"max_retry":1}"#, [.ifMatch: "\"1\""]).status == .ok)
            let late = try await harness.send(.put, uri, #"{"max_retry":2}"#, [.ifMatch: "\"1\""])
            #expect(late.status == .preconditionFailed)
            #expect(try late.json["code"] == "version_conflict")
            #expect(try await harness.send(.delete, uri, nil, [.ifMatch: "\"1\""]).status == .preconditionFailed)
            #expect(try await harness.send(.put, uri, #"{"max_retry":3}"#, [.ifMatch: "*"]).status == .ok)
            #expect(try await harness.get(uri, [.ifNoneMatch: "\"3\""]).status == .notModified)
            #expect(try await harness.get(uri).json["max_retry"] == 3)
            #expect(try await harness.send(.delete, uri, nil, [.ifMatch: "\"3\""]).status == .noContent)
            #expect(try await harness.get(uri).status == .notFound)
        }
    }

    @Test("toggle, pause and resume answer the cron as it then is")
    func switches() async throws {
        try await AdminHarness.open { harness in
            let uri = "/api/crons/\(try await harness.cron().id)"
            #expect(try await harness.send(.post, uri + "/toggle").json["is_enabled"] == false)
            #expect(try await harness.send(.post, uri + "/toggle").json["is_enabled"] == true)
            let paused = try await harness.send(.post, uri + "/pause", #"{"reason":"moving house"}"#).json
            #expect(paused["is_enabled"] == false)
            #expect(paused["pause_reason"] == "moving house")
            #expect(paused["next_run_at"] == .null)
            let resumed = try await harness.send(.post, uri + "/resume").json
            #expect(resumed["is_enabled"] == true)
            #expect(resumed["pause_reason"] == .null)
        }
    }

    @Test("run answers 202 with the execution, with its own parameters where they are sent")
    func runNow() async throws {
        try await AdminHarness.open { harness in
            let uri = "/api/crons/\(try await harness.cron { $0.handlerParams = #"{"a":1}"# }.id)/run"
            let own = try await harness.send(.post, uri)
            #expect(own.status == .accepted)
            #expect(try own.json["handler_params"] == ["a": 1])
            #expect(try own.json["status"] == "PENDING")
            #expect(try own.json["trigger"] == "api")
            let sent = try await harness.send(.post, uri, #"{"handler_params":{"b":2}}"#)
            #expect(try sent.json["handler_params"] == ["b": 2])
            #expect(sent.headers[.location] == "/api/jobs/2")
        }
    }

    @Test("next lists as many instants as asked, also of a disabled cron")
    func next() async throws {
        try await AdminHarness.open { harness in
            let uri = "/api/crons/\(try await harness.cron { $0.isEnabled = false }.id)/next"
            #expect(try await harness.get(uri).json["next"]?.items?.count == 5)
            #expect(try await harness.get(uri + "?count=100").json["next"]?.items?.count == 100)
        }
    }

    @Test("a preview lists the next instants without storing anything")
    func preview() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.send(
                .post, "/api/crons/preview", #"{"cron_expression":"0 3 * * *","time_zone":"Asia/Seoul","count":3}"#)
            #expect(reply.status == .ok)
            #expect(try reply.json["next"]?.items?.count == 3)
            #expect(try await harness.get("/api/crons").json["total"] == 0)
            let both = try await harness.send(.post, "/api/crons/preview", #"{"cron_expression":"0 0 13 * FRI"}"#)
            #expect(try both.json["notes"]?.items?.count == 1)
            #expect(try await harness.send(.post, "/api/crons/preview", #"{"cron_expression":"nope"}"#).status == .badRequest)
            let zone = try await harness.send(
                .post, "/api/crons/preview", #"{"cron_expression":"* * * * *","time_zone":"Nowhere/Land"}"#)
            #expect(zone.status == .unprocessableContent)
        }
    }

    @Test("a cron whose run is running is not deleted")
    func deleteRunning() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron()
            _ = try await harness.send(.post, "/api/crons/\(cron.id)/run")
            try await harness.run(nil)
            #expect(try await harness.send(.delete, "/api/crons/\(cron.id)").status == .conflict)
        }
    }

    @Test("a list comes in pages and through filters")
    func list() async throws {
        try await AdminHarness.open { harness in
            for number in 1...25 {
                _ = try await harness.cron("cron \(number)") {
                    $0.tags = number % 5 == 0 ? ["five"] : []; $0.isEnabled = number % 2 == 0
                }
            }
            let first = try await harness.get("/api/crons").json
            #expect(first["items"]?.items?.count == 20)
            #expect(first["total"] == 25)
            #expect(first["pages"] == 2)
            #expect(try await harness.get("/api/crons?page=2").json["items"]?.items?.count == 5)
            #expect(try await harness.get("/api/crons?page=3").json["items"] == [])
            #expect(try await harness.get("/api/crons?size=100").json["items"]?.items?.count == 25)
            #expect(try await harness.get("/api/crons?tag=five").json["total"] == 5)
            #expect(try await harness.get("/api/crons?is_enabled=true").json["total"] == 12)
            #expect(try await harness.get("/api/crons?q=cron%201").json["total"] == 11)
            #expect(try await harness.get("/api/crons?q=cron+25").json["total"] == 1)
            #expect(try await harness.get("/api/crons?q=%25").json["total"] == 0)
        }
    }

    @Test("a new cron or run has what its handler declares, over the API and from the form, unless it says otherwise")
    func handlerDefaults() async throws {
        let declared = ExecutionOptions(
            queue: "money", priority: 5, maxRetry: 1, retryBackoff: .fixed(.seconds(60), jitter: 0.2), timeout: .seconds(120))
        try await AdminHarness.open({ $0.handlerOptions = ["settle": declared] }) { harness in
            let body = #"{"name":"a","cron_expression":"0 3 * * *","handler_name":"settle","max_retry":7}"#
            let cron = try await harness.send(.post, "/api/crons", body).json
            #expect(cron["queue"] == "money" && cron["priority"] == 5 && cron["timeout_seconds"] == 120)
            #expect(cron["retry_backoff"]?["kind"] == "fixed" && cron["max_retry"] == 7)
            let execution = try await harness.send(.post, "/api/jobs", #"{"handler_name":"settle","priority":0}"#).json
            #expect(execution["queue"] == "money" && execution["priority"] == 0 && execution["max_retry"] == 1)
            let other = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#).json
            #expect(other["queue"] == "default" && other["max_retry"] == 3)
            let page = try await harness.get("/crons/new").text
            #expect(page.contains("placeholder=\"3, unless the handler sets another\""))
            let form = "name=b&cron_expression=0+3+*+*+*&handler_name=settle&max_retry=&queue=slow&retry_backoff.kind="
            #expect(try await harness.post("/crons", form: form).status == .seeOther)
            let made = try await harness.get("/api/crons/2").json
            #expect(made["max_retry"] == 1 && made["queue"] == "slow" && made["retry_backoff"]?["kind"] == "fixed")
            // A change of a cron that exists leaves what is not said.
            #expect(try await harness.send(.put, "/api/crons/1", #"{"description":"x"}"#).json["max_retry"] == 7)
        }
    }
}
