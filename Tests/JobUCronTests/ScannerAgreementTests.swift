import Foundation
import Testing

@testable import JobUCron

/// The engine against the simulated daemon.
struct ScannerAgreementTests {
    private static let zones = [
        "UTC", "America/New_York", "Europe/London", "Europe/Dublin", "Australia/Lord_Howe", "America/St_Johns", "America/Sao_Paulo",
        "Asia/Beirut", "Asia/Tehran", "America/Asuncion", "Africa/Cairo", "Antarctica/Troll", "Pacific/Apia", "America/Caracas",
        "Asia/Pyongyang", "Asia/Kathmandu", "Pacific/Chatham", "America/Havana", "Antarctica/Casey", "Asia/Gaza",
    ]
    private static let days = 3

    @Test("fires around clock changes are those of a daemon that wakes every minute", arguments: 0..<20)
    func aroundClockChanges(index: Int) throws {
        let name = Self.zones[index]
        var random = SplitMix64(seed: 2026_11_23 + UInt64(index))
        let zone = try CronZone(named: name)
        let clock = try #require(TimeZone(identifier: name))
        // Until 2030: rules that changed lately are not the same in every copy of the zone data.
        let changes = zone.table.segments.map(\.start).filter { 400_000_000...1_700_000_000 ~= $0 }
        for round in 0..<60 {
            let middle =
                changes.isEmpty || round % 6 == 5 ? Int64.random(in: 400_000_000...1_700_000_000, using: &random) : random.pick(changes)
            let local = Int(middle + zone.offset(at: middle))
            let schedule = RandomSchedule.make(hour: local / 3600 % 24, date: CivilDate(days: local / 86_400), using: &random)
            let start = Int(middle / 60) - Int.random(in: 0...(Self.days * 1440), using: &random)
            try compare(schedule, zone, clock, from: start, note: "seed index \(index), round \(round)")
        }
    }

    private func compare(_ schedule: PlainSchedule, _ zone: CronZone, _ clock: TimeZone, from start: Int, note: String) throws {
        let expression: CronExpression
        do {
            expression = try CronExpression(schedule.text)
        } catch {
            #expect(error.code == .neverFires, "\(schedule.text)")
            return
        }
        let end = start + Self.days * 1440
        let expected = MinuteScanner(schedule: schedule, zone: clock).fires(from: start, through: end)
        let comment = Comment(rawValue: "\(schedule.text) in \(zone) from \(start * 60), \(note)")
        let first = Int64(start) * 60 - 1
        let last = Int64(end) * 60 + 1
        #expect(Array(expression.instants(after: first, in: zone).prefix { $0 < last }) == expected, comment)
        #expect(Array(expression.instants(before: last, in: zone).prefix { $0 > first }) == expected.reversed(), comment)
        for instant in expected { #expect(expression.matches(instant, in: zone), comment) }
    }
}
