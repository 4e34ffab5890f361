import Testing

@testable import JobUCron

/// The rules for clock changes, one by one.
struct ClockChangeTests {
    private func fires(
        _ text: String, _ zone: String, after start: String, count: Int, gap: CronGapPolicy = .runAfter
    ) throws -> [String] {
        let start = try #require(InstantText.read(start)).seconds
        let expression = try CronExpression(text, gap: gap)
        return expression.instants(after: start, in: try CronZone(named: zone)).prefix(count).map(InstantText.write)
    }

    @Test("a fixed time in a gap fires at its end, once")
    func gap() throws {
        let fires = try fires("*/15 2 * * *", "America/New_York", after: "2024-03-10T00:00:00-05:00", count: 1)
        #expect(fires == ["2024-03-11T06:00:00Z"], "wildcard: nothing in the gap")
        let fixed = try self.fires("0,30 2,3 * * *", "America/New_York", after: "2024-03-10T00:00:00-05:00", count: 3)
        #expect(fixed == ["2024-03-10T07:00:00Z", "2024-03-10T07:30:00Z", "2024-03-11T06:00:00Z"])
    }

    @Test("with the policy skip nothing replaces a skipped time")
    func skip() throws {
        let fires = try fires("30 2 * * *", "America/New_York", after: "2024-03-10T00:00:00-05:00", count: 1, gap: .skip)
        #expect(fires == ["2024-03-11T06:30:00Z"])
    }

    @Test("a fixed time that is repeated fires in the first pass, a wildcard in both")
    func overlap() throws {
        let fixed = try fires("30 1 * * *", "America/New_York", after: "2024-11-03T00:00:00-04:00", count: 2)
        #expect(fixed == ["2024-11-03T05:30:00Z", "2024-11-04T06:30:00Z"])
        let inside = try fires("30 1 * * *", "America/New_York", after: "2024-11-03T01:15:00-05:00", count: 1)
        #expect(inside == ["2024-11-04T06:30:00Z"])
        let wildcard = try fires("30 * * * *", "America/New_York", after: "2024-11-03T01:00:00-04:00", count: 3)
        #expect(wildcard == ["2024-11-03T05:30:00Z", "2024-11-03T06:30:00Z", "2024-11-03T07:30:00Z"])
    }

    @Test("a lost day does not fire")
    func lostDay() throws {
        let fires = try fires("0 0 * * *", "Pacific/Apia", after: "2011-12-29T00:00:00-10:00", count: 1)
        #expect(fires == ["2011-12-30T10:00:00Z"])
    }

    @Test("a missing midnight belongs to the skipped date")
    func midnightGap() throws {
        let fires = try fires("0 0 15 10 *", "America/Sao_Paulo", after: "2017-10-14T00:00:00-03:00", count: 1)
        #expect(fires == ["2017-10-15T03:00:00Z"])
    }

    @Test("seconds follow the same rule")
    func seconds() throws {
        let fires = try fires("30 2 * * * 20,40", "America/New_York", after: "2024-03-10T00:00:00-05:00", count: 2)
        #expect(fires == ["2024-03-10T07:00:00Z", "2024-03-11T06:30:20Z"])
    }

    @Test("clock changes go on after 2037")
    func afterTheTable() throws {
        let fires = try fires("30 2 * * *", "America/New_York", after: "2150-03-08T00:00:00-05:00", count: 1)
        #expect(fires == ["2150-03-08T07:00:00Z"])
    }

    @Test("the transition of St. John's at 00:01 ends the search like any other")
    func oneMinutePastMidnight() throws {
        let fires = try fires("26 */4 * * *", "America/St_Johns", after: "2004-10-31T02:49:26Z", count: 1)
        #expect(fires == ["2004-10-31T03:56:00Z"])
    }
}
