public enum CronDayMatch: String, Sendable { case vixie, or, and }
public struct CronParseError: Error, CustomStringConvertible { public var description: String }
public struct CronZoneError: Error {}
public struct CronZone: Sendable { public init(named n: String) throws(CronZoneError) { if n.contains("Nowhere") { throw CronZoneError() } } }
public struct CronExpression: Sendable {
    var period: Int64 = 60, offset: Int64 = 0
    public init(_ t: String, dayMatch: CronDayMatch = .vixie) throws(CronParseError) {
        let f = t.split(separator: " ").map(String.init)
        guard f.count == 5 else { throw CronParseError(description: "bad \(t)") }
        if f[0].hasPrefix("*/"), let n = Int64(f[0].dropFirst(2)) { period = n * 60 }
        else if f[0] == "*" {} else if let m = Int64(f[0]) {
            if let h = Int64(f[1]) { period = 86400; offset = h * 3600 + m * 60 } else { period = 3600; offset = m * 60 }
        } else { throw CronParseError(description: "bad \(t)") }
    }
    public var minimumInterval: Duration? { .seconds(period) }
    public func next(after s: Int64, in z: CronZone) -> Int64? { ((s - offset).quotientFloor(period) + 1) * period + offset }
    public func previous(before s: Int64, in z: CronZone) -> Int64? { (s - 1 - offset).quotientFloor(period) * period + offset }
}
extension Int64 { func quotientFloor(_ d: Int64) -> Int64 { let q = self / d; return self % d < 0 ? q - 1 : q } }
public enum CronLanguage: Sendable { case english, korean }
extension CronExpression: CustomStringConvertible { public var description: String { "" }; public func words(in l: CronLanguage) -> String { "" } }
public enum CronLines { public static func answer(_ l: String) -> String { "{}" } }
