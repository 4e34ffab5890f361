import Foundation
import JobUCron

// Times of the cron engine against its limits. Build with -c release. Exits with 1 when something is too slow.

let expressions = ["*/15 9-17 * * MON-FRI", "30 4 1,15 * 5", "0 2 * * *", "*/5 * * * *", "0 0 L * *", "0 9 * * MON#1", "15 3 * 1-6/2 *"]
let start: Int64 = 1_700_000_000
var isFast = true

/// One `next` after the other, from expression to expression.
func walk(_ count: Int, _ expression: CronExpression, _ zone: CronZone) -> Int64 {
    var (instant, sum): (Int64, Int64) = (start, 0)
    for _ in 0..<count {
        instant = expression.next(after: instant, in: zone) ?? start
        sum &+= instant
    }
    return sum
}

/// The same backwards.
func walkBack(_ count: Int, _ expression: CronExpression, _ zone: CronZone) -> Int64 {
    var (instant, sum): (Int64, Int64) = (start, 0)
    for _ in 0..<count {
        instant = expression.previous(before: instant, in: zone) ?? start
        sum &+= instant
    }
    return sum
}

for (zoneName, limit) in [("UTC", 200.0), ("America/New_York", 400), ("Australia/Lord_Howe", 400)] {
    let zone = try CronZone(named: zoneName)
    let measure = Measure(limit: limit)
    for text in expressions {
        let expression = try CronExpression(text)
        isFast = measure("next      \(text)  \(zoneName)", count: 100_000) { walk($0, expression, zone) } && isFast
        isFast = measure("previous  \(text)  \(zoneName)", count: 100_000) { walkBack($0, expression, zone) } && isFast
    }
}

for text in expressions + ["@daily", "0 0 29 2 1"] {
    isFast =
        try Measure(limit: 2_000)("parse     \(text)", count: 20_000) { count in
            var sum: Int64 = 0
            for _ in 0..<count { sum &+= try CronExpression(text).hasSeconds ? 1 : 2 }
            return sum
        } && isFast
}

// 100,000 lines a minute are 600,000 ns a line.
let line = #"{"expr":"*/15 9-17 * * MON-FRI","tz":"America/New_York","start":"2024-03-09T00:00:00-05:00","count":5}"#
isFast =
    Measure(limit: 600_000)("a line of JSON, 5 instants", count: 5_000) { count in
        (0..<count).reduce(Int64(0)) { sum, _ in sum &+ Int64(CronLines.answer(line).utf8.count) }
    } && isFast

exit(isFast ? 0 : 1)
