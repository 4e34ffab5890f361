import Hummingbird
import HummingbirdCore
import JobUCron
import JobUModel

/// The time zone a page shows its times in.
struct PageZone: Sendable {
    let zone: CronZone
    /// Whether the reader chose it; otherwise it is the browser's, as far as that told it.
    let isChosen: Bool

    static let utc = PageZone(.utc, isChosen: false)

    static let cookieName = "zone"
    /// What the page's script writes, so that the next page comes in the browser's zone.
    static let browserCookieName = "browser_zone"
    /// The value that takes a choice back.
    static let ofBrowser = "browser"

    init(_ zone: CronZone, isChosen: Bool) {
        self.zone = zone
        self.isChosen = isChosen
    }

    /// What a request wants: `?zone=`, then the cookie of an earlier choice, then the browser's zone, then UTC.
    init(of request: Request, _ query: Pairs) {
        let asked = query["zone"]
        let kept = asked == Self.ofBrowser ? nil : request.cookies[Self.cookieName]?.value
        if let zone = asked.flatMap(Self.zone) ?? kept.flatMap(Self.zone) {
            self.init(zone, isChosen: true)
        } else {
            self.init(request.cookies[Self.browserCookieName].flatMap { Self.zone($0.value) } ?? .utc, isChosen: false)
        }
    }

    /// A zone by its name; nil for what is no such name.
    static func zone(_ name: String) -> CronZone? {
        guard name.utf8.count <= 64 else { return nil }
        do { return try CronZone(named: name) } catch { return nil }
    }

    var name: String { zone.name }

    /// `KST`, `UTC`, or the place: `New York`.
    var shortName: String {
        if name == "Asia/Seoul" { return "KST" }
        return String(name.split(separator: "/").last ?? "UTC").replacing("_", with: " ")
    }

    /// `Asia/Seoul (UTC+09:00)`.
    func label(at instant: Timestamp) -> String {
        let minutes = zone.offset(at: instant.epochSeconds) / 60
        guard minutes != 0 else { return name == "UTC" ? name : "\(name) (UTC)" }
        let (hour, minute) = (abs(minutes) / 60, abs(minutes) % 60)
        return "\(name) (UTC\(minutes < 0 ? "-" : "+")\(Self.two(hour)):\(Self.two(minute)))"
    }

    /// As the browser's field of date and time has it: `2026-11-23T18:00`.
    func field(_ instant: Timestamp) -> String {
        String(text(instant).replacing(" ", with: "T").prefix(16))
    }

    /// Date and time of day on this zone's clock: `2026-11-23 18:00:00`.
    func text(_ instant: Timestamp) -> String {
        let local = Timestamp(epochSeconds: instant.epochSeconds + zone.offset(at: instant.epochSeconds)).description
        return local.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// The same without the year while that is the year of `now`: `11-23 18:00:00`.
    func text(_ instant: Timestamp, now: Timestamp) -> String {
        let (whole, year) = (text(instant), text(now).prefix(5))
        return whole.hasPrefix(year) ? String(whole.dropFirst(5)) : whole
    }

    /// `18:00:00`.
    func clock(_ instant: Timestamp) -> String { String(text(instant).suffix(8)) }

    /// The instant at which this zone's clock shows a date and time such as `2026-11-23T18:00`; nil for what is none.
    ///
    /// A time that the clock skips or shows twice is taken with the offset from before the change.
    func instant(local text: String) -> Timestamp? {
        let seconds = text.utf8.count == 16 ? ":00Z" : "Z"
        // With an offset, or whatever else it is, it is no local time.
        guard text.utf8.count == 16 || text.utf8.count >= 19, text.contains("T"), let last = text.utf8.last, 0x30...0x39 ~= last,
            !text.dropFirst(10).contains(where: { $0 == "+" || $0 == "-" })
        else { return nil }
        do {
            let read = try Timestamp(api: text + seconds)
            let shown = read.epochSeconds
            let before = zone.offset(at: shown - zone.offset(at: shown) - 86_400)
            let guess = shown - zone.offset(at: shown - before)
            let fraction = Duration.microseconds(read.microseconds - shown * 1_000_000)
            return Timestamp(epochSeconds: guess + zone.offset(at: guess) == shown ? guess : shown - before) + fraction
        } catch {
            return nil
        }
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
