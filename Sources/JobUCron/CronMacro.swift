/// `@daily` and its kin, any case.
enum CronMacro: Equatable {
    /// Equal to this five-field text.
    case fields(String)
    /// An event: once when the scheduler starts.
    case reboot
    /// `@every 5m`: an interval, not cron.
    case every
    case unknown

    /// - Parameter text: the bytes from `@` on, without blanks around them.
    init(_ text: ArraySlice<UInt8>) {
        switch String(decoding: text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self) {
        case "@yearly", "@annually": self = .fields("0 0 1 1 *")
        case "@monthly": self = .fields("0 0 1 * *")
        case "@weekly": self = .fields("0 0 * * 0")
        case "@daily", "@midnight": self = .fields("0 0 * * *")
        case "@hourly": self = .fields("0 * * * *")
        case "@reboot": self = .reboot
        case let word where word == "@every" || word.hasPrefix("@every ") || word.hasPrefix("@every\t"): self = .every
        default: self = .unknown
        }
    }
}
