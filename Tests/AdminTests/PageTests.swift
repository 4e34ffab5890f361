import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@testable import JobUAdmin

@Suite("Pages")
struct PageTests {
    @Test("empty lists tell what to do next")
    func empty() async throws {
        try await AdminHarness.open { harness in
            for (uri, words) in [
                ("/", "Nothing is scheduled yet"), ("/crons", "href=\"/crons/new\""), ("/jobs", "No jobs yet"),
                ("/workers", "jobu run worker"), ("/crons?q=x", "No cron matches"), ("/crons?tag=%00", "No crons yet"),
                ("/jobs?status=FAILED", "No job matches"),
            ] {
                let html = try await harness.get(uri).text
                #expect(html.contains(words), "\(uri)")
            }
        }
    }

    @Test("a list that is longer than a person counts to says so, and its pages go on")
    func long() async throws {
        try await AdminHarness.open { harness in
            let executions = (0..<10_030).map { _ in
                NewExecution(handlerName: "sample", scheduledTime: harness.time.wall.now(), trigger: .api)
            }
            _ = try await harness.fixture.store.enqueue(executions, now: harness.time.wall.now())
            let first = try await harness.get("/jobs").text
            #expect(first.contains("1–50 of 10000+"), "\(first.suffix(3_000))")
            var link = first.link(rel: "next")
            var seen = 50
            for _ in 0..<300 {
                guard let next = link else { break }
                let page = try await harness.get(next).text
                seen += page.matches(of: /name="ids" value="/).count
                link = page.link(rel: "next")
            }
            #expect(seen == 10_030)
            let refused = try await harness.get("/jobs?page=201")
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("first 10000 rows"))
            #expect(try await harness.get("/").text.contains("10000+"))
        }
    }

    @Test("the form has every field of the seed, labelled")
    func formFields() async throws {
        try await AdminHarness.open { harness in
            let html = try await harness.get("/crons/new").text
            for field in ["name", "description", "cron_expression", "handler_name", "handler_params", "max_retry", "timeout_seconds"] {
                #expect(html.contains("name=\"\(field)\"") && html.contains("for=\"\(field)\""), "\(field)")
            }
            for box in ["is_enabled", "allow_overlap"] { #expect(html.contains("name=\"\(box)\" value=\"true\" checked"), "\(box)") }
            for value in ["3600", "3"] { #expect(html.contains("placeholder=\"\(value), or what the handler says\""), "\(value)") }
        }
    }

    @Test("a posted form registers a cron and says so")
    func create() async throws {
        try await AdminHarness.open { harness in
            let form =
                "name=my_first_job&description=%ED%85%8C%EC%8A%A4%ED%8A%B8&cron_expression=*+*+*+*+*&handler_name=sample"
                + "&handler_params=%7B%22a%22%3A1%7D&is_enabled=true&max_retry=2&timeout_seconds=60&tags=a%2C+b"
            let reply = try await harness.post("/crons", form: form)
            #expect(reply.status == .seeOther)
            #expect(reply.headers[.location] == "/crons/1?notice=cron_created")
            let stored = try #require(try await harness.fixture.store.cronJob(CronJobID(rawValue: 1)))
            #expect(stored.definition.description == "테스트")
            #expect(stored.definition.cronExpression == "* * * * *")
            #expect(stored.definition.handlerParams == #"{"a":1}"#)
            #expect(stored.definition.overlapPolicy == .skip)
            #expect(stored.definition.tags == ["a", "b"])
            #expect(stored.definition.options.maxRetry == 2)
            #expect(try await harness.get("/crons/1?notice=cron_created").text.contains("The cron is registered."))
        }
    }

    @Test("a form with mistakes comes back with each beside its field and the input kept")
    func mistakes() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.post(
                "/crons",
                form: "name=kept&cron_expression=nonsense&handler_name=&handler_params=%5B1%5D&max_retry=many&timeout_seconds=0&queue="
                    + String(repeating: "q", count: 101))
            #expect(reply.status == .unprocessableContent)
            for field in ["cron_expression", "handler_name", "handler_params", "max_retry", "queue", "timeout_seconds"] {
                #expect(reply.text.contains("id=\"\(field)-problem\""), "\(field)")
            }
            #expect(!reply.text.contains("id=\"name-problem\""))
            #expect(
                reply.text.contains("value=\"kept\"") && reply.text.contains("value=\"many\"") && reply.text.contains("value=\"nonsense\""))
            #expect(reply.text.contains("<details open>"))
            #expect(try await harness.fixture.store.cronJobs(CronJobFilter(), page: Page()).total == 0)
        }
    }

    @Test("what the form of a cron shows, posted unchanged, changes nothing")
    func unchanged() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron { definition in
                definition.overlapPolicy = .queue
                definition.misfirePolicy = .catchUp
                definition.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 7, maxSeconds: 70, jitter: 0.3)
                definition.maxConcurrency = 3
                definition.startAt = Timestamp(microseconds: 1_767_225_600_250_000)
                definition.tags = ["a", "b"]
                definition.handlerParams = #"{"list":[1,2],"text":"line\nbreak"}"#
            }
            let posted = try Self.fields(of: try await harness.get("/crons/1/edit").text)
            #expect(try await harness.post("/crons/1", form: posted).status == .seeOther)
            #expect(try await harness.fixture.store.cronJob(cron.id)?.definition == cron.definition)
        }
    }

    @Test("a form that somebody overtook is not saved, and can be sent again")
    func overtaken() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron()
            _ = try await harness.send(.post, "/api/crons/1/toggle")
            let form = "name=mine&cron_expression=0+3+*+*+*&handler_name=sample&version="
            let late = try await harness.post("/crons/1", form: form + "1")
            #expect(late.status == .unprocessableContent)
            #expect(late.text.contains("Somebody else changed") && late.text.contains("value=\"mine\""))
            #expect(late.text.contains("name=\"version\" value=\"2\""))
            #expect(try await harness.post("/crons/1", form: form + "2").status == .seeOther)
            #expect(try await harness.fixture.store.cronJob(cron.id)?.definition.name == "mine")
        }
    }

    @Test("a taken name is told beside the name")
    func takenName() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron("taken")
            let reply = try await harness.post("/crons", form: "name=taken&cron_expression=0+3+*+*+*&handler_name=sample")
            #expect(reply.status == .unprocessableContent)
            #expect(reply.text.contains("id=\"name-problem\""))
        }
    }

    @Test("the buttons act and go back with a notice")
    func buttons() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            func location(_ uri: String, _ form: String = "") async throws -> String? {
                try await harness.post(uri, form: form).headers[.location]
            }
            #expect(try await location("/crons/1/toggle", "back=/crons?q%3Dn") == "/crons?q=n&notice=cron_disabled")
            #expect(try await location("/crons/1/toggle") == "/crons/1?notice=cron_enabled")
            #expect(try await location("/crons/1/run") == "/crons/1?notice=run_started")
            #expect(try await location("/jobs/1/cancel", "confirmed=yes") == "/jobs/1?notice=job_done")
            #expect(try await location("/jobs/1/cancel", "confirmed=yes") == "/jobs/1?notice=job_refused")
            #expect(try await location("/jobs/1/retry") == "/jobs/1?notice=job_done")
            #expect(try await location("/jobs/bulk", "confirmed=yes&action=cancel&ids=1&ids=99") == "/jobs?notice=bulk_done&done=1&left=1")
            #expect(try await location("/jobs/bulk", "action=cancel") == "/jobs?notice=bulk_none")
            #expect(try await location("/jobs/1/delete", "confirmed=yes") == "/jobs?notice=job_deleted")
            #expect(try await location("/crons/1/delete", "confirmed=yes") == "/crons?notice=cron_deleted")
            #expect(try await harness.post("/jobs/bulk", form: "action=explode&ids=1").status == .badRequest)
        }
    }

    @Test("a job's page shows attempts, log, result and the buttons that its status allows")
    func job() async throws {
        try await AdminHarness.open { harness in
            let id = try await harness.execution { $0.options.maxRetry = 0 }
            try await harness.run(.failure(message: "no such table: orders", isRetryable: true))
            let line = ExecutionLogLine(
                executionID: id, attempt: 1, sequence: 1, time: harness.time.wall.now(), level: "info", message: "opened the door")
            try await harness.fixture.store.appendLogs([line])
            let html = try await harness.get("/jobs/\(id)").text
            for word in ["FAILED", "no such table: orders", "opened the door", "/jobs/1/retry", "/jobs/1/delete"] {
                #expect(html.contains(word), "\(word)")
            }
            #expect(!html.contains("/jobs/1/cancel"))
        }
    }

    @Test("filters stay in the address from page to page")
    func paging() async throws {
        try await AdminHarness.open { harness in
            for number in 1...51 {
                _ = try await harness.execution {
                    $0.uniqueKey = "k\(number)"; $0.options.queue = "a&b"
                }
            }
            let html = try await harness.get("/jobs?queue=a%26b").text
            #expect(html.contains("1–50 of 51"))
            let next = try #require(html.link(rel: "next"))
            #expect(next.hasPrefix("/jobs?queue=a%26b&after="))
            let last = try await harness.get(next).text
            #expect(last.contains("51 in all") && last.link(rel: "next") == nil)
            #expect(try await harness.get(try #require(last.link(rel: "prev"))).text.contains("1–50 of 51"))
            #expect(try await harness.get("/jobs?queue=a%26b&page=2").text.contains("51–51 of 51"))
        }
    }

    @Test("the language follows the header, an address and its cookie")
    func language() async throws {
        try await AdminHarness.open { harness in
            let cases: [(uri: String, headers: HTTPFields, language: String)] = [
                ("/crons", [:], "en"), ("/crons", [.acceptLanguage: "ko-KR,ko;q=0.9,en;q=0.8"], "ko"),
                ("/crons", [.acceptLanguage: "en-US,ko;q=0.5"], "en"), ("/crons", [.acceptLanguage: "de, *;q=x, ko;q=0"], "en"),
                ("/crons", [.cookie: "lang=ko", .acceptLanguage: "en"], "ko"), ("/crons?lang=en", [.cookie: "lang=ko"], "en"),
                ("/crons?lang=ko", [:], "ko"), ("/crons?lang=xx", [:], "en"),
            ]
            for one in cases {
                let reply = try await harness.get(one.uri, one.headers)
                #expect(reply.text.contains("<html lang=\"\(one.language)\" "), "\(one)")
                #expect(reply.text.contains("크론 등록") == (one.language == "ko"))
                let asked = one.uri == "/crons?lang=ko" || one.uri == "/crons?lang=en"
                #expect(reply.headers[.setCookie]?.hasPrefix("lang=\(one.language); ") == (asked ? true : nil))
            }
        }
    }

    @Test("openapi.json describes every route there is, and no other")
    func openAPI() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.get("/openapi.json")
            #expect(reply.headers[.contentType] == "application/json")
            let document = try reply.json
            guard case .object(let paths)? = document["paths"] else { throw AdminHarnessError(what: "no paths") }
            let methods: Set<String> = ["get", "put", "post", "delete", "patch"]
            let told = paths.flatMap { path, operations -> [String] in
                guard case .object(let operations) = operations else { return [] }
                return operations.keys.filter(methods.contains).map { "\($0.uppercased()) \(path)" }
            }
            let real = Endpoint.all.filter { $0.path != "/openapi.json" }.map { "\($0.method) \($0.path)" }
            #expect(Set(told) == Set(real))
            #expect(told.count == real.count)
        }
    }

    @Test("the page of the API names every route there is, and no other")
    func docs() async throws {
        try await AdminHarness.open { harness in
            let told = Set(
                Endpoint.all.map { "\($0.method) \($0.path.replacing("{id}", with: "1").replacing("{name}", with: "jobu.css"))" })
            let real = harness.routes.filter {
                $0.method != .head && ($0.uri.hasPrefix("/api/") || ["/health", "/ready", "/metrics", "/openapi.json"].contains($0.uri))
            }
            #expect(told == Set(real.map { "\($0.method.rawValue) \($0.uri)" }))
            let html = try await harness.get("/docs").text
            #expect(html.contains("/api/jobs/{id}/attempts"))
        }
    }

    /// What a browser would post of a page's form.
    private static func fields(of html: String) throws -> String {
        func escaped(_ text: Substring) -> String {
            text.replacing("&quot;", with: "\"").replacing("&amp;", with: "&").utf8.map { byte in
                (byte < 128 && UnicodeScalar(byte).properties.isAlphabetic)
                    ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
        var pairs: [String] = []
        for match in html.matches(of: /<input id="[^"]*" name="([^"]*)" value="([^"]*)"/) { pairs.append("\(match.1)=\(escaped(match.2))") }
        for match in html.matches(of: /<textarea id="[^"]*" name="([^"]*)"[^>]*>\n([^<]*)</) {
            pairs.append("\(match.1)=\(escaped(match.2))")
        }
        for match in html.matches(of: /<select id="[^"]*" name="([^"]*)".*?<option value="([^"]*)" selected/) {
            pairs.append("\(match.1)=\(match.2)")
        }
        for match in html.matches(of: /type="checkbox" name="([^"]*)" value="true" checked/) { pairs.append("\(match.1)=true") }
        try #require(pairs.count > 20)
        return pairs.joined(separator: "&")
    }
}

extension String {
    /// Where the link of this kind leads.
    fileprivate func link(rel: String) -> String? {
        let marks = "rel=\"\(rel)\" href=\""
        guard let start = firstRange(of: marks)?.upperBound else { return nil }
        return String(self[start...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }
}
