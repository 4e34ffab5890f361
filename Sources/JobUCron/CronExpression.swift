/// When something fires: a parsed, checked cron expression.
///
/// A value without references: cheap to copy, safe to share between tasks. Two expressions are equal when they name the
/// same times in the same way (`*/30 * * * *` equals `*/30,0 * * * *`), have the same options and the same dialect.
public struct CronExpression: Sendable, Hashable {
    /// How the two day fields go together.
    public let dayMatch: CronDayMatch
    /// What happens when a clock change skips a fixed time.
    public let gap: CronGapPolicy
    /// The fields and their order.
    public let dialect: CronDialect
    /// Whether this is `@reboot`: an event at the start of the scheduler, which has no instants.
    public let isReboot: Bool
    /// Whether the expression has a field for seconds.
    public let hasSeconds: Bool
    let seconds: CronField
    let minutes: CronField
    let hours: CronField
    let months: CronField
    let days: CronDayRule
    /// nil: every year.
    let years: CronYears?

    /// Reads an expression. Takes time linear in the length of the text, which may be at most 512 bytes.
    /// - Parameters:
    ///   - text: five fields, six with the dialect's seconds, or a macro such as `@daily`.
    ///   - dayMatch: how day-of-month and day-of-week go together.
    ///   - gap: what happens to a fixed time that a clock change skips.
    ///   - dialect: which fields there are, in which order.
    /// - Throws: `CronParseError` when the text is not valid, or would never fire.
    public init(
        _ text: String, dayMatch: CronDayMatch = .vixie, gap: CronGapPolicy = .runAfter, dialect: CronDialect = .standard
    ) throws(CronParseError) {
        var parser = try CronParser(text, dialect: dialect)
        do {
            try parser.parse(dayMatch)
        } catch {
            throw error.orSecondsFirst(text, dayMatch, dialect).orCommand(text, dayMatch, dialect)
        }
        self.dayMatch = dayMatch
        self.gap = gap
        self.dialect = dialect
        isReboot = parser.isReboot
        hasSeconds = parser.hasSeconds
        seconds = parser.seconds
        minutes = parser.minutes
        hours = parser.hours
        months = parser.months
        days = parser.days
        years = parser.years
    }

    /// Whether minute or hour starts with `*`: such a schedule follows the clock on the wall minute by minute, every other
    /// one fires once for each time it names.
    var isWildcard: Bool { minutes.hasStar || hours.hasStar }
}

extension CronExpression: CustomStringConvertible {
    /// The canonical text.
    public var description: String { canonicalText }
}

extension CronExpression: Codable {
    private enum CodingKeys: String, CodingKey {
        case expression, gap, dialect
        case dayMatch = "day_match"
    }

    /// - Throws: `DecodingError`, with the `CronParseError` as its cause when the expression is not valid.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .expression)
        do {
            self = try CronExpression(
                text, dayMatch: try container.decodeIfPresent(CronDayMatch.self, forKey: .dayMatch) ?? .vixie,
                gap: try container.decodeIfPresent(CronGapPolicy.self, forKey: .gap) ?? .runAfter,
                dialect: try container.decodeIfPresent(CronDialect.self, forKey: .dialect) ?? .standard)
        } catch let error as CronParseError {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: container.codingPath + [CodingKeys.expression], debugDescription: error.description, underlyingError: error)
            )
        }
    }

    /// Writes the canonical text and the options.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(canonicalText, forKey: .expression)
        try container.encode(dayMatch, forKey: .dayMatch)
        try container.encode(gap, forKey: .gap)
        try container.encode(dialect, forKey: .dialect)
    }
}

extension CronParseError {
    /// This error, or a better one when six fields make sense with the seconds first.
    fileprivate func orSecondsFirst(_ text: String, _ dayMatch: CronDayMatch, _ dialect: CronDialect) -> CronParseError {
        guard dialect == .standard || dialect == .standardWithYear, code != .tooLong, code != .badCharacter else { return self }
        do {
            var parser = try CronParser(text, dialect: .secondsFirst)
            try parser.parse(dayMatch)
            guard parser.hasSeconds, !parser.isReboot else { return self }
        } catch {
            // Not valid in the other order either: the first error tells more.
            return self
        }
        let fields = text.split { $0 == " " || $0 == "\t" }
        guard let first = fields.first, fields.count == 6 else { return self }
        let standard = (fields.dropFirst() + [first]).joined(separator: " ")
        return CronParseError(
            code: .secondsFirst, field: field, offset: offset, length: length, input: input,
            messages: CronText(
                "\(message) (seconds come last here, and this looks like seconds first)",
                "\(messages.korean) (여기서는 초가 마지막인데, 초를 맨 앞에 쓴 것 같습니다)"),
            hints: CronText("write \(standard)", "\(standard)(으)로 쓰세요"))
    }

    /// This error, or a better one for a line of a crontab: a schedule and the command it runs.
    fileprivate func orCommand(_ text: String, _ dayMatch: CronDayMatch, _ dialect: CronDialect) -> CronParseError {
        guard dialect == .standard || dialect == .standardWithYear, code != .secondsFirst, text.utf8.count <= 4_096 else { return self }
        var trimmed = text.drop { $0.isWhitespace }
        while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
        let count = trimmed.first == "@" ? 1 : 5
        let parts = trimmed.split(maxSplits: count, omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }
        let command = parts.count > count ? parts[count].drop { $0 == " " || $0 == "\t" } : ""
        guard command.startsLikeCommand else { return self }
        let schedule = parts.dropLast().joined(separator: " ")
        do {
            _ = try CronExpression(schedule, dayMatch: dayMatch)
        } catch {
            // Not even the first fields make sense: the first error tells more.
            return self
        }
        let offset = text.utf8.distance(from: text.startIndex, to: command.startIndex)
        return CronParseError(
            code: .command, field: .expression, offset: offset, length: command.utf8.count, input: input,
            messages: CronText(
                "a command follows the schedule: \(CronText.shown(command))", "스케줄 뒤에 명령이 있습니다: \(CronText.shown(command))"),
            hints: CronText(
                "write \(schedule) alone; what runs is said by handler and parameters",
                "\(schedule)만 쓰세요. 실행할 것은 핸들러와 파라미터로 정합니다"))
    }
}

extension Substring {
    /// Whether it looks like a command, or like the user before it, rather than like a sixth field.
    fileprivate var startsLikeCommand: Bool {
        guard let first = utf8.first else { return false }
        let isLetter = (first | 0x20) &- 0x61 < 26
        return isLetter || "/.~\"'$(_".utf8.contains(first)
    }
}
