import JobUModel
import Testing

@testable import JobUDispatcher

@Suite("When a dispatcher audits schedules")
struct ScheduleAuditTests {
    /// One look with an end after `pieces` pieces; returns how many were looked at.
    private func look(_ audit: inout ScheduleAudit, at second: Int, ahead: Int = 0, of pieces: Int = 1) -> Int {
        let count = audit.pieces(wall: midnight + .seconds(second + ahead), elapsed: .seconds(second))
        var looked = 0
        for _ in 0..<count {
            guard let start = audit.start else { break }
            looked += 1
            let next = start.rawValue + 500
            audit.advance(to: next < 500 * pieces ? CronJobID(rawValue: next) : nil, elapsed: .seconds(second))
        }
        return looked
    }

    @Test("all crons at the start, then one piece after the other, slowly")
    func rounds() {
        var audit = ScheduleAudit()
        #expect(look(&audit, at: 0, of: 3) == 3)
        #expect(look(&audit, at: 1, of: 3) == 0)
        #expect((2..<60).map { look(&audit, at: $0, of: 3) }.reduce(0, +) <= 6)
    }

    @Test("many crons at the start take several looks, with dispatching in between")
    func manyCrons() {
        var audit = ScheduleAudit()
        #expect(look(&audit, at: 0, of: 45) == 20)
        #expect(look(&audit, at: 1, of: 45) == 20)
        #expect(look(&audit, at: 2, of: 45) == 5)
        #expect(look(&audit, at: 3, of: 45) == 0)
    }

    @Test("a small store is looked at every half minute")
    func interval() {
        var audit = ScheduleAudit()
        let looks = (0..<300).filter { look(&audit, at: $0) > 0 }
        #expect(looks.count == 10)
    }

    @Test("all crons again when the time of day goes back, however slightly it went ahead before", arguments: [10, 28_800])
    func back(ahead: Int) {
        var audit = ScheduleAudit()
        #expect(look(&audit, at: 0, of: 4) == 4)
        #expect(look(&audit, at: 1, ahead: ahead, of: 4) == 0)
        #expect(look(&audit, at: 2, of: 4) == 4)
    }
}
