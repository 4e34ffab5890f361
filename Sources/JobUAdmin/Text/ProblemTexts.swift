import JobUCron
import JobUModel

/// Messages about a field in the language of a page. The validator and the readers write them in English.
enum ProblemTexts {
    static func text(_ message: String, in language: Language) -> String {
        guard language == .korean else { return message }
        if let translated = korean[message] ?? accountsKorean[message] { return translated }
        for (start, translated) in koreanStarts + accountsKoreanStarts where message.hasPrefix(start) {
            return translated.replacing("{0}", with: message.dropFirst(start.count))
        }
        return message
    }

    static let korean: [String: String] = [
        "is required": "필수 항목입니다",
        "must have 1 to 100 characters": "1~100자여야 합니다",
        "must have 1 to 200 characters": "1~200자여야 합니다",
        "must have at most 500 characters": "500자 이하여야 합니다",
        "must have 1 to 50 characters each": "각각 1~50자여야 합니다",
        "must not contain control characters": "제어 문자를 포함할 수 없습니다",
        "must not contain a NUL character": "NUL 문자를 포함할 수 없습니다",
        "must be a JSON object such as {\"limit\": 10}": "{\"limit\": 10}과 같은 JSON 객체여야 합니다",
        "must have at most 65536 bytes": "65536바이트 이하여야 합니다",
        "must be 0 to 100": "0~100이어야 합니다",
        "must be 1 to 604800 (a week)": "1~604800(일주일)이어야 합니다",
        "must be -10 to 10": "-10~10이어야 합니다",
        "must be 1 to 10000, or empty": "1~10000이거나 비워야 합니다",
        "must be 0 to 86400": "0~86400이어야 합니다",
        "must be 1 to 1000": "1~1000이어야 합니다",
        "must have at most 20 tags": "태그는 20개 이하여야 합니다",
        "must be after start_at": "시작 시각보다 뒤여야 합니다",
        "base_seconds must be 0 to 86400, max_seconds 0 to 604800, jitter 0 to 1":
            "첫 대기는 0~86400, 최대 대기는 0~604800, 지터는 0~1이어야 합니다",
        "must be a whole number": "정수여야 합니다",
        "must be a number": "숫자여야 합니다",
        "must be a string": "문자열이어야 합니다",
        "must be true or false": "true 또는 false여야 합니다",
        "must be a list of strings": "문자열 목록이어야 합니다",
        "is not a position in this list; send the next or previous of a response": "이 목록의 위치가 아닙니다. 이전·다음 링크를 사용하세요",
        "cannot be combined; send one of page, after and before": "page, after, before 중 하나만 쓸 수 있습니다",
        InstantError().description: "2026-11-23T09:00:00Z와 같은 시각이어야 합니다",
    ]

    private static let koreanStarts: [(String, String)] = [
        ("must be one of ", "다음 중 하나여야 합니다: {0}"),
        ("must be a whole number from ", "다음 범위의 정수여야 합니다: {0}"),
        ("is not valid JSON: ", "올바른 JSON이 아닙니다: {0}"),
        ("reaches the first ", "쪽 번호로는 처음 10000개까지만 볼 수 있습니다. 이후에는 다음 링크를 사용하세요"),
        ("fires every ", "실행 간격이 너무 짧습니다: {0}"),
    ]
}

extension InputProblem {
    func translated(_ language: Language) -> InputProblem {
        var problem = self
        problem.message = ProblemTexts.text(message, in: language)
        return problem
    }
}

extension CronJobForm {
    /// The problem in the reader's language. The cron engine words the problems of expressions and time zones.
    func explained(_ problem: InputProblem, in language: Language) -> InputProblem {
        var explained = problem.translated(language)
        switch problem.field {
        case "cron_expression":
            let expression = (values["cron_expression"] ?? "").trimmingWhitespace
            var definition = CronJobDefinition(name: "", cronExpression: expression, handlerName: "")
            definition.dayMatch = values["day_match"] ?? definition.dayMatch
            if let fault = CronProblem(of: definition, language: language) { explained.message = fault.sentence }
        case "time_zone":
            do {
                _ = try CronZone(named: (values["time_zone"] ?? "").trimmingWhitespace)
            } catch {
                explained.message = error.sentence(in: language)
            }
        case "handler_params":
            do {
                _ = try JSONDocument(values["handler_params"] ?? "")
            } catch {
                explained.message = ProblemTexts.text("is not valid JSON: \(error.text(in: language.cron))", in: language)
            }
        default: break
        }
        return explained
    }
}
