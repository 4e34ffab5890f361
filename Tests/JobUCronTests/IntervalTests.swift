import JobUCron
import Testing

/// The shortest time between two fires.
struct IntervalTests {
    @Test(
        "the interval is the shortest distance of two fires on a clock without changes",
        arguments: [
            "* * * * *", "*/7 * * * *", "0 */5 * * *", "1,59 2-3 * * *", "0 0 * * *", "0 0,23 * * *", "0 0,23 * * 1", "0 0 31 * *",
            "0 0 1,31 * *",
            "0 9 * * MON-FRI", "0 0 L,1 * *", "0 0 29 2 *", "* * * * * */10", "0 0 * * * 0,59", "59,0 23,0 * * *", "0 0 * * 6,0",
            "0 0 15W * *",
            "0 0 LW * FRI", "0,58 */2 * * 3", "30 4 1,15 * 5",
        ])
    func shortest(text: String) throws {
        let expression = try CronExpression(text)
        let fires = expression.instants(after: 0, in: .utc).prefix(6_000)
        let shortest = try #require(zip(fires.dropFirst(), fires).map { $0 - $1 }.min())
        #expect(expression.minimumInterval == .seconds(shortest))
    }

    @Test("what fires once or is an event has no interval")
    func none() throws {
        #expect(try CronExpression("@reboot").minimumInterval == nil)
        #expect(try CronExpression("0 0 1 1 * 0 2030", dialect: .standardWithYear).minimumInterval == nil)
        #expect(try CronExpression("0 0 1 1 * 0 2030,2031", dialect: .standardWithYear).minimumInterval == .seconds(365 * 86_400))
    }
}
