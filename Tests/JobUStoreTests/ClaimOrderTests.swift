import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("The order of claims over several queues")
struct ClaimOrderTests {
    private static func at(_ order: Int) -> Timestamp { Timestamp(epochSeconds: Int64(order)) }

    private static func candidate(_ id: Int64, _ queue: String, _ order: Int, next: Int? = nil) -> ClaimCandidate {
        ClaimCandidate(id: ExecutionID(rawValue: id), queue: queue, order: at(order), nextOrder: next.map(at))
    }

    private static let mixed = [
        candidate(1, "a", 10), candidate(2, "a", 30), candidate(3, "b", 20), candidate(4, "b", 40), candidate(5, "c", 15),
    ]

    @Test(
        "each place goes to the queue whose head has the smallest claim order",
        arguments: [
            (1, ["a": 1]), (2, ["a": 1, "c": 1]), (3, ["a": 1, "b": 1, "c": 1]), (4, ["a": 2, "b": 1, "c": 1]),
            (9, ["a": 2, "b": 2, "c": 1]),
        ])
    func merge(limit: Int, shares: [String: Int]) {
        let plan = ClaimOrder.plan(Self.mixed.reversed(), upTo: nil, limit: limit)
        #expect(Dictionary(uniqueKeysWithValues: plan.shares.map { ($0.queue, $0.count) }) == shares)
        #expect(plan.count == min(limit, 5))
        #expect(plan.isWhole == (limit == 9))
    }

    @Test("queues give in the order of their heads, and nobody beyond the last of them")
    func bound() {
        let plan = ClaimOrder.plan(Self.mixed, upTo: nil, limit: 4)
        #expect(plan.shares.map(\.queue) == ["a", "c", "b"])
        #expect(plan.bound == Self.at(30))
    }

    @Test("of equals the older number is first, whatever its queue is called")
    func ties() {
        let plan = ClaimOrder.plan([Self.candidate(8, "a", 10), Self.candidate(7, "z", 10)], upTo: nil, limit: 1)
        #expect(plan.shares == [.init(queue: "z", count: 1)])
    }

    @Test("what stands behind the frontier waits for another look")
    func frontier() {
        let plan = ClaimOrder.plan(Self.mixed, upTo: Self.at(20), limit: 9)
        #expect(plan.count == 3)
        #expect(plan.bound == Self.at(20))
        #expect(!plan.isWhole)
        #expect(ClaimOrder.plan(Self.mixed, upTo: Self.at(9), limit: 9).shares.isEmpty)
    }

    @Test("a pass ends where the next one of a cron stands that can only be claimed after the first")
    func next() {
        let candidates = [Self.candidate(1, "a", 10, next: 20), Self.candidate(2, "b", 20), Self.candidate(3, "b", 21)]
        let plan = ClaimOrder.plan(candidates, upTo: nil, limit: 9)
        #expect(plan.shares == [.init(queue: "a", count: 1), .init(queue: "b", count: 1)])
        #expect(!plan.isWhole)
    }

    @Test("no start leaves a smaller order behind that was seen", arguments: 0..<50)
    func property(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let candidates = (0..<40).map {
            Self.candidate(Int64($0), "q\(Int.random(in: 0..<5, using: &random))", Int.random(in: 0..<30, using: &random))
        }
        let limit = Int.random(in: 0..<45, using: &random)
        let plan = ClaimOrder.plan(candidates, upTo: nil, limit: limit)
        var taken: [ExecutionID] = []
        for share in plan.shares {
            let own = candidates.filter { $0.queue == share.queue }.sorted { ($0.order, $0.id.rawValue) < ($1.order, $1.id.rawValue) }
            taken += own.prefix(share.count).map(\.id)
        }
        #expect(taken.count == min(limit, 40))
        let (started, waiting) = (candidates.filter { taken.contains($0.id) }, candidates.filter { !taken.contains($0.id) })
        if let last = started.map(\.order).max(), let first = waiting.map(\.order).min() { #expect(last <= first) }
    }
}
