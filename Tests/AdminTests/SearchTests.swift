import JobUModel
import Testing

@testable import JobUAdmin

@Suite("Search of jobs")
struct SearchTests {
    @Test("a search that has not looked at all jobs says so over the API, and next goes on until nothing is left out")
    func api() async throws {
        try await AdminHarness.open({ $0.searchedMax = 3 }) { harness in
            let wanted = try await harness.execution(handler: "rare")
            for _ in 1...7 { _ = try await harness.execution() }
            var (address, found, answers): (String?, [JSONValue], Int) = ("/api/jobs?q=RARE&size=2", [], 0)
            while let next = address, answers < 9 {
                let page = try await harness.get(next).json
                answers += 1
                found += page["items"]?.items ?? []
                #expect((page["searched_until"] == .null) == (page["next"] == .null))
                address = page["next"]?.text.map { "/api/jobs?q=RARE&size=2&after=\($0)" }
            }
            #expect(answers == 3)
            #expect(found.map { $0["id"] } == [.int(wanted.rawValue)])
            // What is no search tells nothing of one, and other lists do not know the word.
            #expect(try await harness.get("/api/jobs").json["searched_until"] == .null)
            #expect(try await harness.get("/api/crons?q=x").json["searched_until"] == nil)
        }
    }

    @Test("the page says how far a search came, and goes on, in both languages")
    func page() async throws {
        try await AdminHarness.open({ $0.searchedMax = 3 }) { harness in
            _ = try await harness.execution(handler: "rare")
            for _ in 1...7 { _ = try await harness.execution() }
            let first = try await harness.get("/jobs?q=rare").text
            #expect(first.contains("Searched 3 jobs, up to #6") && first.contains("Continue search →"))
            #expect(!first.contains("No job matches"))
            let korean = try await harness.get("/jobs?q=rare&lang=ko").text
            #expect(korean.contains("작업 3건을 #6까지 검색했습니다") && korean.contains("계속 검색 →"))
            var text = first
            for _ in 1...2 {
                let link = try #require(text.firstMatch(of: /rel="next" href="([^"]+)"/)).1
                text = try await harness.get(String(link).replacing("&amp;", with: "&")).text
            }
            #expect(text.contains(">#1<") && !text.contains("Continue search"))
            #expect(try await harness.get("/jobs?q=nowhere&size=20").text.contains("Continue search"))
        }
    }
}
