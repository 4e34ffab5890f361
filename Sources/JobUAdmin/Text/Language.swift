import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUCron

/// A language of the pages.
enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case korean = "ko"

    /// The name of the cookie that keeps a choice.
    static let cookieName = "lang"

    /// What a request wants: `?lang=`, then the cookie of an earlier choice, then `Accept-Language`.
    init(of request: Request) {
        self =
            Pairs(request.uri.query ?? "")["lang"].flatMap(Language.init(rawValue:))
            ?? request.cookies[Self.cookieName].flatMap { Language(rawValue: $0.value) }
            ?? request.headers[.acceptLanguage].flatMap(Language.init(accepted:))
            ?? .english
    }

    /// The one of ours that a header such as `ko-KR,ko;q=0.9,en;q=0.8` likes best.
    init?(accepted header: String) {
        var best: (language: Language, weight: Double)?
        for part in header.prefix(1_000).split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = pieces.first?.lowercased().split(separator: "-").first,
                let language = Language(rawValue: String(tag))
            else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        guard let best else { return nil }
        self = best.language
    }

    /// The same language for the words of an expression.
    var cron: CronLanguage { self == .english ? .english : .korean }

    var other: Language { self == .english ? .korean : .english }
}
