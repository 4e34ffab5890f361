import JobUModel
import Testing

@testable import JobUStore

@Suite("Deleting lines in batches")
struct LineCountTests {
    private func batches(_ lines: [Int]) -> [[Int64]] {
        let counts = lines.enumerated().map { LineCount(id: ExecutionID(rawValue: Int64($0.offset)), lines: $0.element) }
        return LineCount.batches(counts).map { $0.map(\.rawValue) }
    }

    @Test("executions share a transaction while their lines fit into it")
    func shared() {
        #expect(batches([9_000, 9_000, 2_000, 1]) == [[0, 1, 2], [3]])
    }

    @Test("one with more lines than a transaction takes goes alone")
    func large() {
        #expect(batches([5, 90_000, 5, 5]) == [[0], [1], [2, 3]])
    }

    @Test("nothing makes no transaction")
    func none() {
        #expect(batches([]) == [])
    }
}
