import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import NIOCore
import TestSupport
import Testing

@testable import JobUAdmin

@Suite("Pages that overlook many runs")
struct OverviewPageTests {
    @Test("a cron's page has words, settings, next runs and an explanation of its instants")
    func cron() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron { $0.cronExpression = "0 * * * *" }
            let html = try await harness.get("/crons/\(cron.id)").text
            for word in [
                "nightly", "planned", "the cron was created later", "/crons/1/edit", "class=\"strip\"", "Why it ran, or did not run",
            ] {
                #expect(html.contains(word), "\(word)")
            }
            // Five ahead, and one before the cron was made, which says so for all others.
            #expect(html.matches(of: /<tr><td data-label="Scheduled">/).count == 6)
            let korean = try await harness.get("/crons/\(cron.id)?lang=ko").text
            #expect(korean.contains("크론이 이후(") && korean.contains("예정"))
        }
    }

    @Test("what became of an instant is told with its run, and runs by hand stand between")
    func instants() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron { $0.cronExpression = "0 * * * *" }
            let last = try #require(try CronJobSchedule(cron.definition).previous(before: harness.time.wall.now()))
            let skipped = NewExecution(of: cron, at: last, trigger: .cron, skipReason: "overlap policy skip")
            _ = try await harness.fixture.store.enqueue(skipped, now: harness.time.wall.now())
            _ = try await harness.send(.post, "/api/crons/\(cron.id)/run")
            let html = try await harness.get("/crons/\(cron.id)").text
            #expect(html.contains("skipped: overlap policy skip"))
            #expect(html.contains("manual") && html.contains("no worker is running"))
        }
    }

    @Test("a new cron says once that it was created later, and its earlier instants are a page of their own")
    func madeLater() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron { $0.cronExpression = "0 3 1 1 *" }
            func count(_ query: String) async throws -> Int {
                let page = try await harness.get("/crons/\(cron.id)\(query)").text
                return page.components(separatedBy: "the cron was created later").count - 1
            }
            #expect(try await count("") == 1)
            #expect(try await count("?at=2020-06-01T00:00:00Z") == 30)
        }
    }

    @Test("a cron of every second is paged, whatever place is asked for")
    func everySecond() async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron { $0.cronExpression = "* * * * * *" }
            for at in ["", "?at=2026-01-31T00:00:00Z", "?at=1970-01-01T00:00:00Z", "?at=9999-12-31T00:00:00Z"] {
                let reply = try await harness.get("/crons/\(cron.id)\(at)")
                #expect(reply.status == .ok && reply.body.readableBytes < 100_000, "\(at)")
            }
            let bad = try await harness.get("/crons/\(cron.id)?at=yesterday")
            #expect(bad.status == .unprocessableContent && bad.text.contains("must be a time"))
        }
    }

    @Test("the schedule counts the runs of each hour, and many crons are paged")
    func schedule() async throws {
        try await AdminHarness.open { harness in
            #expect(try await harness.get("/schedule").text.contains("No enabled cron has a next run."))
            for index in 0..<60 { _ = try await harness.cron("cron \(index)") { $0.cronExpression = "* * * * *" } }
            let html = try await harness.get("/schedule").text
            #expect(html.contains("d4") && html.contains(">60<") && html.contains("1–50 of 60"))
            #expect(try await harness.get("/schedule?page=2").text.contains("51–60 of 60"))
            for page in ["0", "99", "x"] { #expect(try await harness.get("/schedule?page=\(page)").status == .ok) }
        }
    }

    @Test("queues are limited, paused, resumed and lifted; mistakes are told")
    func queues() async throws {
        try await AdminHarness.open { harness in
            #expect(try await harness.get("/queues").text.contains("No queues to show"))
            _ = try await harness.execution { $0.options.queue = "mail" }
            let bad = try await harness.post("/queues", form: "name=mail&max_concurrency=many&rate_period_seconds=0")
            #expect(bad.status == .unprocessableContent && bad.text.contains("must be a whole number"))
            func location(_ uri: String, _ form: String) async throws -> String? {
                try await harness.post(uri, form: form).headers[.location]
            }
            #expect(
                try await location("/queues", "name=mail&max_concurrency=2&rate_limit=&rate_period_seconds=60")
                    == "/queues?notice=queue_saved")
            #expect(try await location("/queues/pause", "name=mail&pause_reason=relay") == "/queues?notice=queue_paused")
            #expect(try await harness.get("/queues").text.contains("relay"))
            #expect(try await location("/queues/resume", "name=mail") == "/queues?notice=queue_resumed")
            #expect(try await harness.fixture.store.queueLimits().first?.maxConcurrency == 2)
            #expect(try await harness.post("/queues/lift", form: "name=mail").text.contains("Remove all limits of the queue “mail”?"))
            #expect(try await location("/queues/lift", "name=mail&confirmed=yes") == "/queues?notice=limits_removed")
            #expect(try await harness.post("/queues/lift", form: "name=mail&confirmed=yes").status == .notFound)
        }
    }

    @Test("many crons are changed at once after a question that says how many")
    func bulk() async throws {
        try await AdminHarness.open { harness in
            for name in ["a", "b"] { _ = try await harness.cron(name) }
            let asked = try await harness.post("/crons/bulk", form: "action=disable&ids=1&ids=2").text
            #expect(asked.contains("Disable 2 crons?"))
            #expect(try await harness.fixture.store.cronJobs(CronJobFilter(isEnabled: true), page: Page()).total == 2)
            func done(_ action: String) async throws -> String? {
                try await harness.post("/crons/bulk", form: "confirmed=yes&action=\(action)&ids=1&ids=2&ids=99").headers[.location]
            }
            #expect(try await done("disable") == "/crons?notice=crons_done&done=2&left=1")
            #expect(try await done("enable") == "/crons?notice=crons_done&done=2&left=1")
            #expect(try await done("run") == "/crons?notice=crons_done&done=2&left=1")
            #expect(try await done("delete") == "/crons?notice=crons_done&done=2&left=1")
            #expect(try await harness.post("/crons/bulk", form: "action=run").headers[.location] == "/crons?notice=bulk_none")
            #expect(try await harness.post("/crons/bulk", form: "action=explode&ids=1").status == .badRequest)
        }
    }

    @Test("a run is repeated with other parameters, and the old one stays")
    func again() async throws {
        try await AdminHarness.open { harness in
            let id = try await harness.execution { $0.options.queue = "mail" }
            let reply = try await harness.post("/jobs/\(id)/again", form: "handler_params=%7B%22a%22%3A1%7D")
            #expect(reply.headers[.location] == "/jobs/2?notice=job_enqueued")
            let new = try #require(try await harness.fixture.store.execution(ExecutionID(rawValue: 2)))
            #expect(new.handlerParams == #"{"a":1}"# && new.options.queue == "mail" && new.trigger == .manual)
            #expect(try await harness.fixture.store.execution(id)?.handlerParams == "{}")
            #expect(try await harness.post("/jobs/\(id)/again", form: "handler_params=%5B%5D").status == .unprocessableContent)
            #expect(try await harness.post("/jobs/99/again", form: "").status == .notFound)
        }
    }

    @Test("charts tell exact values, and a table stands behind them")
    func charts() async throws {
        try await AdminHarness.open { harness in
            #expect(try await harness.get("/").text.contains("No job finished in this period."))
            _ = try await harness.execution()
            try await harness.run(.success(result: nil))
            let html = try await harness.get("/?range=day").text
            #expect(html.contains("1 succeeded, 0 failed, 0 skipped or cancelled") && html.contains("Show as table"))
            #expect(html.matches(of: /tabindex="0" x=/).count == 2, "one stop of the tab key for each chart")
        }
    }

    @Test("the newest lines of a long log are shown, and lead to the earlier ones")
    func log() async throws {
        try await AdminHarness.open { harness in
            let id = try await harness.execution()
            try await harness.fixture.store.appendLogs(
                (1...700).map {
                    ExecutionLogLine(
                        executionID: id, attempt: 1, sequence: $0, time: harness.time.wall.now(), level: "info", message: "line \($0).")
                })
            let newest = try await harness.get("/jobs/\(id)").text
            #expect(newest.contains("line 700.") && !newest.contains("line 200."))
            #expect(newest.contains("data-next=\"700\"") && newest.contains("before=201"))
            let earlier = try await harness.get("/jobs/\(id)?before=201").text
            #expect(earlier.contains("line 200.") && earlier.contains("line 1.") && !earlier.contains("line 201."))
            #expect(earlier.contains("data-follows=\"false\""))
        }
    }

    @Test("zone and theme are chosen in the address, kept, and taken back")
    func choices() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            let seoul = try await harness.get("/crons?zone=Asia/Seoul")
            #expect(seoul.headers[.setCookie]?.hasPrefix("zone=Asia/Seoul; ") == true)
            #expect(seoul.text.contains("12:00:00") && seoul.text.contains("Asia/Seoul (UTC+09:00)"))
            #expect(try await harness.get("/crons", [.cookie: "zone=Asia/Seoul"]).text.contains("12:00:00"))
            #expect(try await harness.get("/crons", [.cookie: "browser_zone=Asia/Seoul"]).text.contains("12:00:00"))
            #expect(try await harness.get("/crons", [.cookie: "zone=UTC; browser_zone=Asia/Seoul"]).text.contains("03:00:00"))
            #expect(try await harness.get("/crons?zone=browser", [.cookie: "zone=UTC"]).headers[.setCookie]?.contains("Max-Age=0") == true)
            let wrong = try await harness.get("/crons?zone=Mars/Base%3Cb%3E")
            #expect(wrong.headers[.setCookie] == nil && wrong.text.contains("Unknown time zone “Mars/Base&lt;b&gt;”"))
            #expect(try await harness.get("/?theme=dark").text.contains("data-theme=\"dark\""))
            #expect(try await harness.get("/", [.cookie: "theme=light"]).text.contains("data-theme=\"light\""))
            #expect(try await harness.get("/", [.cookie: "theme=\"><script>"]).text.contains("data-theme=\"auto\""))
        }
    }

    @Test("a filter's times are read on the clock of the page")
    func localTimes() async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.get("/jobs?from_date=2026-01-31T09:00&zone=Asia/Seoul")
            #expect(reply.status == .ok && reply.text.contains("name=\"from_date\" value=\"2026-01-31T09:00\""))
            #expect(try await harness.get("/jobs?from_date=soon").status == .unprocessableContent)
            let zone = try #require(PageZone.zone("America/New_York"))
            let page = PageZone(zone, isChosen: true)
            #expect(page.instant(local: "2026-03-08T01:59")?.description == "2026-03-08T06:59:00Z")
            #expect(page.instant(local: "2026-03-08T03:00")?.description == "2026-03-08T07:00:00Z")
            #expect(page.instant(local: "2026-11-01T01:30")?.description == "2026-11-01T05:30:00Z")
            #expect(page.instant(local: "2026-11-01 01:30") == nil)
        }
    }
}
