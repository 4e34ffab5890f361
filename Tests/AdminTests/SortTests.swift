import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import Testing

@testable import JobUAdmin

@Suite("Sorted lists")
struct SortTests {
    @Test("the API sorts crons by name, next run and last run, and a place of one order is none of another")
    func crons() async throws {
        try await AdminHarness.open { harness in
            for (name, expression) in [("a", "0 3 2 1 *"), ("b", "0 3 1 1 *"), ("c", "0 3 3 1 *")] {
                _ = try await harness.cron(name) { $0.cronExpression = expression }
            }
            func names(_ query: String) async throws -> [String] {
                try await harness.get("/api/crons?\(query)").json["items"]?.items?.compactMap { $0["name"]?.text } ?? []
            }
            #expect(try await names("sort=-name") == ["c", "b", "a"])
            #expect(try await names("sort=next_run_at") == ["b", "a", "c"])
            #expect(try await names("sort=-next_run_at") == ["c", "a", "b"])
            let next = try #require(try await harness.get("/api/crons?sort=next_run_at&size=1").json["next"]?.text)
            #expect(try await names("sort=next_run_at&size=1&after=\(next)") == ["a"])
            for wrong in ["sort=size", "sort=", "sort=name,-name", "sort=name&after=\(next)", "after=\(next)"] {
                #expect(try await harness.get("/api/crons?\(wrong)").status == .unprocessableContent, "\(wrong)")
            }
        }
    }

    @Test("the API lists runs from the oldest on")
    func executions() async throws {
        try await AdminHarness.open { harness in
            for _ in 1...3 { _ = try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#) }
            let page = try await harness.get("/api/jobs?sort=oldest&size=2").json
            #expect(page["items"]?[0]?["id"] == 1 && page["items"]?[1]?["id"] == 2)
            let next = try #require(page["next"]?.text)
            #expect(try await harness.get("/api/jobs?sort=oldest&after=\(next)").json["items"]?[0]?["id"] == 3)
            #expect(try await harness.get("/api/jobs?sort=name").status == .unprocessableContent)
        }
    }

    @Test("a heading says how the page is sorted and turns it round; filters and sort stay together")
    func headings() async throws {
        try await AdminHarness.open { harness in
            for (name, expression) in [("a", "0 3 2 1 *"), ("b", "0 3 1 1 *")] {
                _ = try await harness.cron(name) { $0.cronExpression = expression }
            }
            let page = try await harness.get("/crons?q=&sort=next_run_at").text
            #expect(page.contains("<th aria-sort=\"ascending\"><a href=\"/crons?q=&amp;sort=-next_run_at\">Next run"))
            #expect(page.contains("<th><a href=\"/crons?q=&amp;sort=name\">Name</a>"))
            #expect(page.contains("<option value=\"next_run_at\" selected>Next run, soonest first"))
            let rows = page.split(separator: "href=\"/crons/").dropFirst().map { $0.prefix(1) }
            #expect(rows.first { $0 == "1" || $0 == "2" } == "2")
            // What nobody can sort by is sorted by name.
            #expect(try await harness.get("/crons?sort=cow").text.contains("<th aria-sort=\"ascending\"><a href=\"/crons?sort=-name\">"))
            #expect(try await harness.get("/jobs?sort=oldest").text.contains("<option value=\"oldest\" selected>"))
        }
    }
}
