/// The Gregorian calendar in plain integers. Days are counted from 1970-01-01, a Thursday.
enum CronCalendar {
    static let secondsPerDay: Int64 = 86_400
    /// Days from 1970-01-01 to 2200-01-01: the days the engine looks at are 0 ..< `dayLimit`.
    static let dayLimit = 84_006

    /// Year, month 1 to 12 and day 1 to 31 of a day that is not before 1970.
    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        // Years that start in March, in cycles of 400 years (146,097 days), put the leap day last.
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The day of a date of the years 1 to 9999.
    static func day(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func length(ofMonth month: Int, leap: Bool) -> Int {
        month == 2 ? (leap ? 29 : 28) : 30 + (month + month >> 3) & 1
    }

    /// 0 is Sunday. `day` is not before 1970.
    static func weekday(ofDay day: Int) -> Int { (day + 4) % 7 }
}
