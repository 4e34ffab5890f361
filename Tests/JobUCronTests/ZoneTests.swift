import Foundation
import Testing

@testable import JobUCron

/// Zones: their names, their clocks, and what is no zone.
struct ZoneTests {
    @Test(
        "offsets are those of another reader of zone data",
        arguments: [
            "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu",
            "Antarctica/Troll",
            "Pacific/Chatham", "Asia/Seoul", "America/Caracas", "Asia/Pyongyang",
        ])
    func offsets(name: String) throws {
        let zone = try CronZone(named: name)
        let other = try #require(TimeZone(identifier: name))
        for instant in stride(from: Int64(0), to: 4_000_000_000, by: 1_234_567) {
            let offset = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            #expect(zone.offset(at: instant) == offset, "\(name) at \(instant)")
        }
    }

    @Test("every zone of the machine is read, its clock goes on to 2199, and it keeps its name")
    func everyZone() throws {
        for name in CronZone.allNames {
            let zone = try CronZone(named: name)
            #expect(zone.name == name)
            #expect(zone.table.segments.allSatisfy { abs($0.offset) <= 16 * 3600 }, "\(name)")
            #expect(zip(zone.table.segments, zone.table.segments.dropFirst()).allSatisfy { $0.start < $1.start }, "\(name)")
        }
        #expect(try CronZone(named: "Europe/London").table.segments.count > 440)
    }

    @Test(
        "what is no name of a zone is refused",
        arguments: [
            ("Mars/Base", .unknown), ("europe/london", .unknown), ("Europe/london", .unknown), ("../etc/passwd", .unknown),
            ("/usr/share/zoneinfo/UTC", .unknown), ("Europe/../UTC", .unknown), ("Europe//London", .unknown), ("Europe/London/", .unknown),
            ("posix/Europe/London", .unknown), ("right/Europe/London", .unknown), ("localtime", .unknown), ("Factory", .unknown),
            ("Europe", .unknown),
            (" UTC", .unknown), ("UTC\0", .unknown), ("Asia/Seoul\n", .unknown), ("한국", .unknown), ("", .unknown), ("EST", .abbreviation),
            ("KST", .abbreviation), ("CET", .abbreviation), ("UTC+9", .offset), ("+09:00", .offset),
        ] as [(String, CronZoneError.Code)])
    func refused(name: String, code: CronZoneError.Code) throws {
        let error = try #require(throws: CronZoneError.self) { try CronZone(named: name) }
        #expect(error.code == code)
        #expect(!error.message(in: .korean).isEmpty && !error.hint(in: .korean).isEmpty)
        #expect(error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test("a very long name is refused at once")
    func long() {
        let time = ContinuousClock().measure {
            #expect(throws: CronZoneError.self) { try CronZone(named: String(repeating: "A/", count: 1 << 19)) }
        }
        #expect(time < .seconds(1))
    }

    @Test(
        "near misses are answered with names",
        arguments: [("Asia/Seol", "Asia/Seoul"), ("seoul", "Asia/Seoul"), ("europe/london", "Europe/London")])
    func nearest(name: String, expected: String) throws {
        let error = try #require(throws: CronZoneError.self) { try CronZone(named: name) }
        #expect(error.nearest.first == expected)
        #expect(error.hint.contains(expected))
    }

    @Test("without zone data UTC works, and everything else says what is missing")
    func noDatabase() throws {
        let empty = ZoneDatabase(directories: ["/nowhere/zoneinfo"])
        #expect(try empty.table(named: "Etc/UTC").segments.count == 1)
        #expect(empty.version == nil)
        #expect(empty.names().isEmpty)
        let error = try #require(throws: CronZoneError.self) { try empty.table(named: "Asia/Seoul") }
        #expect(error.code == .noDatabase)
    }

    @Test("damaged zone files are refused, never a trap")
    func damaged() throws {
        let data = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/America/New_York"))
        #expect(TimeZoneFile(data).flatMap { ZoneTable(name: "x", file: $0) } != nil)
        var random = SplitMix64(seed: 99)
        for length in stride(from: 0, to: data.count, by: 7) {
            _ = TimeZoneFile(data.prefix(length)).flatMap { ZoneTable(name: "x", file: $0) }
        }
        for _ in 0..<3_000 {
            var bytes = Data(data)
            for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            _ = TimeZoneFile(bytes).flatMap { ZoneTable(name: "x", file: $0) }
        }
    }

    @Test(
        "rules of POSIX are read",
        arguments: [
            ("UTC0", 0, 0, 0), ("<+0545>-5:45", 20_700, 0, 0), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400, 2),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 3_600, 0, 2), ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7_200, -3_600, 2),
            ("XXX3YYY,J60/0,364/23:59:59", -10_800, -7_200, 2),
        ])
    func posix(text: String, standard: Int64, daylight: Int64, changes: Int) throws {
        let rule = try #require(PosixZoneRule(text))
        #expect(rule.standardOffset == standard)
        #expect(rule.begin == nil || rule.daylightOffset == daylight)
        #expect(rule.changes(inYears: 2050...2050).count == max(changes, 1))
    }

    @Test(
        "what is no rule is refused",
        arguments: ["", "EST", "5", "EST5EDT", "EST5EDT,M13.1.0,M1.1.0", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,M11.1.0x", "<X", "EST999"])
    func noPosix(text: String) {
        #expect(PosixZoneRule(text) == nil)
    }

    @Test("a zone is coded as its name")
    func coding() throws {
        let zone = try CronZone(named: "Asia/Seoul")
        #expect(try JSONCoding.decode([CronZone].self, try JSONCoding.encode([zone])) == [zone])
        #expect(throws: DecodingError.self) { try JSONCoding.decode([CronZone].self, #"["Asia/Atlantis"]"#) }
        #expect(zone != .utc)
    }
}
