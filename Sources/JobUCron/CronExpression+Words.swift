extension CronExpression {
    /// When the expression fires, as a person would say it: 24-hour clock, the rule for days spelled out.
    /// - Parameters:
    ///   - language: of the sentence.
    ///   - zone: named at the end when given.
    public func words(in language: CronLanguage, zone: CronZone? = nil) -> String {
        let shape = CronShape(expression: self)
        let words =
            switch language {
            case .english: isReboot ? "Once when the scheduler starts" : EnglishWords(shape: shape).sentence
            case .korean: isReboot ? "스케줄러가 시작될 때 한 번" : KoreanWords(shape: shape).sentence
            }
        // An event has no zone.
        guard let zone, !isReboot else { return words }
        return "\(words) (\(zone.name))"
    }
}
