/// Why a text is no cron expression: where, what, and what to write instead, in English and Korean.
public struct CronParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of a fault, for programs.
    public enum Code: String, Sendable, CaseIterable, Codable {
        /// Nothing but blanks.
        case empty
        /// More than 512 bytes.
        case tooLong = "too_long"
        /// A byte that is neither printable ASCII nor a tab.
        case badCharacter = "bad_character"
        /// Too few or too many fields for the dialect.
        case fieldCount = "field_count"
        /// Nothing between two commas, or before or after one.
        case emptyTerm = "empty_term"
        /// Letters that are no name of this field.
        case unknownName = "unknown_name"
        /// A number that the field does not allow.
        case outOfRange = "out_of_range"
        /// A number of more than four digits.
        case numberTooLong = "number_too_long"
        /// A range whose first value is greater than its last.
        case reversedRange = "reversed_range"
        /// No step after `/`, or step 0.
        case badStep = "bad_step"
        /// A character where the grammar has none.
        case malformed
        /// `?`, `L`, `W` or `#` in a field or company it has no meaning in.
        case misplaced
        /// A character that other cron dialects use for something else.
        case reserved
        /// `@` and a word that is no macro, or a macro with company.
        case unknownMacro = "unknown_macro"
        /// `TZ=` or `CRON_TZ=`.
        case zonePrefix = "zone_prefix"
        /// Not valid as written, but valid with the seconds first.
        case secondsFirst = "seconds_first"
        /// A line of a crontab with its command.
        case command
        /// No day of any year matches.
        case neverFires = "never_fires"
    }

    /// The kind of the fault.
    public let code: Code
    /// The field that is to blame; `expression` when no single one is.
    public let field: CronFieldName
    /// Bytes (UTF-8) before the fault.
    public let offset: Int
    /// Bytes of the faulty part; 0 when something is missing.
    public let length: Int
    /// The expression, cut to 80 bytes; what cannot be seen is escaped.
    public let input: String
    let messages: CronText
    let hints: CronText

    /// What is wrong, in English.
    public var message: String { messages.english }
    /// What to write instead, in English.
    public var hint: String { hints.english }

    /// What is wrong.
    public func message(in language: CronLanguage) -> String { messages(language) }

    /// What to write instead.
    public func hint(in language: CronLanguage) -> String { hints(language) }

    /// Field, place, message and hint in English, on one line.
    public var description: String { "\(field.rawValue), byte \(offset): \(message) in \"\(input)\"; \(hint)" }
}
