import AsyncHTTPClient
import JobUModel
import JobUStore
import NIOCore
import NIOHTTP1

/// What a list costs, from its beginning and from its end.
enum ListBenchmark {
    private static let requests = 300
    /// For what reads all rows.
    private static let requestsOfSearch = 40

    static func run(_ engine: AdminPlace.Engine, _ server: AdminServer, rows: Int) async throws {
        let end = ListKey.number(Int64(rows / 100)).text
        let cronEnd = ListKey.instant(Timestamp(epochSeconds: 1_700_000_000 + Int64(rows / 100))).text
        let lists = [
            ("first part", ""), ("last part", "after=\(end)"), ("FAILED", "status=FAILED"),
            ("FAILED, last part", "status=FAILED&after=\(end)"),
            ("PENDING", "status=PENDING"), ("one cron", "cron_id=1"), ("one cron, last part", "cron_id=1&after=\(cronEnd)"),
            ("one in 1,000 by handler", "handler=rare"), ("page 200 by number", "page=200"),
            ("a day long ago", "from_date=2023-11-16T00:00:00Z&to_date=2023-11-17T00:00:00Z"),
            ("a word that nothing has", "q=nothing"),
        ]
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        for path in ["/api/jobs?size=50&", "/jobs?"] {
            for (name, query) in lists {
                let count = query.hasPrefix("q=") ? requestsOfSearch : requests
                let times = try await measure(client, server.url + path + query, count)
                report("\(engine), \(path.prefix { $0 != "?" }), \(name)", times)
            }
        }
        try await client.shutdown()
    }

    private static func measure(_ client: HTTPClient, _ url: String, _ count: Int) async throws -> [Double] {
        var times: [Double] = []
        for _ in 0..<count {
            times.append(
                try await milliseconds {
                    let answer = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
                    _ = try await answer.body.collect(upTo: 10_000_000)
                    guard answer.status == .ok else { throw WrongAnswer(url: url, status: Int(answer.status.code)) }
                })
        }
        return Array(times.dropFirst(20))
    }

    struct WrongAnswer: Error {
        var url: String
        var status: Int
    }
}
