/// Why a text names no time zone, with the names that come nearest.
public struct CronZoneError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of a fault, for programs.
    public enum Code: String, Sendable, CaseIterable, Codable {
        /// There is no such name.
        case unknown
        /// An abbreviation such as `EST`: several zones share one, and it says nothing of clock changes.
        case abbreviation
        /// An offset such as `UTC+9`.
        case offset
        /// The machine has no tzdata.
        case noDatabase = "no_database"
        /// The file of the zone is damaged.
        case damaged
    }

    /// The kind of the fault.
    public let code: Code
    /// What was asked for, escaped and cut to 80 bytes.
    public let name: String
    /// Up to three names that look like it, the nearest first.
    public let nearest: [String]

    /// What is wrong, in English.
    public var message: String { message(in: .english) }
    /// What to write instead, in English.
    public var hint: String { hint(in: .english) }

    /// What is wrong.
    public func message(in language: CronLanguage) -> String {
        let text =
            switch code {
            case .unknown: CronText("unknown time zone \"\(name)\"", "알 수 없는 시간대 \"\(name)\"")
            case .abbreviation:
                CronText("\"\(name)\" is an abbreviation, not a time zone", "\"\(name)\"은(는) 시간대가 아니라 약어입니다")
            case .offset: CronText("\"\(name)\" is an offset, not a time zone", "\"\(name)\"은(는) 시간대가 아니라 오프셋입니다")
            case .noDatabase:
                CronText("unknown time zone \"\(name)\": no time zone database found", "시간대 \"\(name)\"을(를) 찾을 수 없습니다: 시간대 데이터베이스가 없습니다")
            case .damaged: CronText("the data of time zone \"\(name)\" is damaged", "시간대 \"\(name)\"의 데이터가 손상되었습니다")
            }
        return text(language)
    }

    /// What to write instead.
    public func hint(in language: CronLanguage) -> String {
        let names = nearest.joined(separator: ", ")
        let text =
            switch code {
            case .noDatabase: CronText("install the package tzdata, or use UTC", "tzdata 패키지를 설치하거나 UTC를 쓰세요")
            case .damaged: CronText("install the package tzdata again", "tzdata 패키지를 다시 설치하세요")
            case _ where !nearest.isEmpty: CronText("did you mean \(names)?", "혹시 \(names)인가요?")
            default: CronText("write an IANA name such as Asia/Seoul or UTC", "Asia/Seoul, UTC와 같은 IANA 이름을 쓰세요")
            }
        return text(language)
    }

    /// Message and hint in English.
    public var description: String { "\(message); \(hint)" }
}
