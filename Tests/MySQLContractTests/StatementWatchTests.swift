import Testing

@testable import JobUMySQL

@Suite("How long a statement is watched")
struct StatementWatchTests {
    private func checks(_ watch: inout StatementWatch, _ count: Int) -> [StatementWatch.Decision] {
        (0..<count).map { _ in watch.check() }
    }

    @Test("one that goes on is interrupted once, after its limit")
    func late() {
        var watch = StatementWatch()
        watch.begin()
        #expect(checks(&watch, 8) == Array(repeating: .wait, count: 8))
        #expect(checks(&watch, 2) == [.interrupt, .rest])
        let ends = [watch.end(), watch.end()]
        #expect(ends == [true, false])
        #expect(checks(&watch, 1) == [.rest])
    }

    @Test("each has the whole limit for itself, also within a batch")
    func next() {
        var watch = StatementWatch()
        for _ in 0..<5 {
            watch.begin()
            #expect(checks(&watch, 8) == Array(repeating: .wait, count: 8))
        }
        let wasLate = watch.end()
        #expect(!wasLate)
        #expect(checks(&watch, 1) == [.rest])
    }
}
