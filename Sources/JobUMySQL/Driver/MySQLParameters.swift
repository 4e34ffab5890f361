import CJobULibMariaDB
import JobUDatabase

/// The parameters of one run. All of them lie in one piece of memory.
struct MySQLParameters {
    private struct Slot {
        var type: enum_field_types
        var offset: Int
        var length: Int
    }

    private var bytes: [UInt8] = []
    private var slots: [Slot] = []

    /// - Throws: `SQLError` for a text with a NUL, which JobU stores nowhere.
    init(_ values: [SQLValue]) throws {
        slots.reserveCapacity(values.count)
        for value in values { try append(value) }
    }

    /// Gives the binds; they point into this value's memory and are good inside `body` only.
    mutating func withBinds<Value>(_ body: (UnsafeMutablePointer<MYSQL_BIND>?) throws -> Value) rethrows -> Value {
        // Something to point to, also where no value has bytes.
        if bytes.isEmpty { bytes = [0] }
        return try bytes.withUnsafeMutableBytes { [slots] bytes in
            var binds = slots.map { slot in
                var bind = MYSQL_BIND()
                bind.buffer_type = slot.type
                bind.buffer = bytes.baseAddress.map { $0 + slot.offset }
                bind.buffer_length = UInt(slot.length)
                bind.length_value = UInt(slot.length)
                return bind
            }
            return try binds.withUnsafeMutableBufferPointer { try body($0.baseAddress) }
        }
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null: add(MYSQL_TYPE_NULL, [])
        case .bool(let value): add(MYSQL_TYPE_TINY, [value ? 1 : 0])
        case .int(let value): plain(MYSQL_TYPE_LONGLONG, value)
        case .double(let value): plain(MYSQL_TYPE_DOUBLE, value)
        case .timestamp(let microseconds):
            guard let time = MySQLTime.time(microseconds) else { throw SQLError(.other, MySQLTime.refusal) }
            plain(MYSQL_TYPE_DATETIME, time)
        case .bytes(let value): add(MYSQL_TYPE_BLOB, value)
        case .text(let text), .json(let text): try self.text(MYSQL_TYPE_STRING, text)
        case .decimal(let text):
            guard Self.isNumber(text) else { throw SQLError(.other, "an exact number is bound that is none") }
            try self.text(MYSQL_TYPE_NEWDECIMAL, text)
        }
    }

    private mutating func plain<Plain>(_ type: enum_field_types, _ value: Plain) {
        // The library reads numbers and times in place.
        bytes += repeatElement(0, count: -bytes.count & 7)
        withUnsafeBytes(of: value) { add(type, $0) }
    }

    private mutating func text(_ type: enum_field_types, _ text: String) throws {
        guard !text.utf8.contains(0) else { throw SQLError(.other, "a text holds a NUL character") }
        add(type, text.utf8)
    }

    private mutating func add(_ type: enum_field_types, _ value: some Collection<UInt8>) {
        slots.append(Slot(type: type, offset: bytes.count, length: value.count))
        bytes += value
    }

    /// The server would take another text for 0.
    static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?/) != nil
    }
}

/// The server's form of an instant, always in UTC.
enum MySQLTime {
    static let refusal = "a timestamp lies outside of the years 0 to 9999, which is all that the server can store"
    private static let day: Int64 = 86_400_000_000

    /// Nil for a year that has not four digits: on its way to the server it would become another one.
    static func time(_ microseconds: Int64) -> MYSQL_TIME? {
        let remainder = microseconds % day
        let ofDay = remainder < 0 ? remainder + day : remainder
        let date = civil(floorDivided(microseconds, day))
        guard (0...9_999).contains(date.year) else { return nil }
        var time = MYSQL_TIME()
        (time.year, time.month, time.day) = (UInt32(date.year), UInt32(date.month), UInt32(date.day))
        let seconds = ofDay / 1_000_000
        (time.hour, time.minute, time.second) = (UInt32(seconds / 3_600), UInt32(seconds / 60 % 60), UInt32(seconds % 60))
        time.second_part = UInt(ofDay % 1_000_000)
        time.time_type = MYSQL_TIMESTAMP_DATETIME
        return time
    }

    static func microseconds(_ time: MYSQL_TIME) -> Int64 {
        let days = daysFromCivil(Int64(time.year), Int64(time.month), Int64(time.day))
        let seconds = days * 86_400 + Int64(time.hour) * 3_600 + Int64(time.minute) * 60 + Int64(time.second)
        return seconds * 1_000_000 + Int64(time.second_part)
    }

    private static func floorDivided(_ value: Int64, _ by: Int64) -> Int64 {
        value / by - (value % by < 0 ? 1 : 0)
    }

    /// The Gregorian date of a day since 1970, by counting in eras of 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms").
    private static func civil(_ daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSince1970 + 719_468
        let era = floorDivided(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func daysFromCivil(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = floorDivided(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
