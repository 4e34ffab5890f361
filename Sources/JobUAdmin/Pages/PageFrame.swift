import Foundation
import Hummingbird
import HummingbirdCore
import JobUStore

/// What every page has around its content: language, navigation, notice.
struct PageFrame: Sendable {
    let language: Language
    let texts: Texts
    private let title: String
    private let path: String
    private let query: Pairs

    /// - Parameter title: a key of the dictionary.
    init(_ request: Request, title: String) {
        language = Language(of: request)
        texts = Texts(language)
        self.title = texts[title]
        path = request.uri.path
        query = Pairs(request.uri.query ?? "")
    }

    /// Set when the address itself chose the language: the choice stays.
    var languageCookie: String? {
        guard query["lang"] == language.rawValue else { return nil }
        return "\(Language.cookieName)=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
    }

    /// This page's address without what is only said once.
    var address: String {
        let kept = query.items.filter { !["lang", "notice", "done", "left"].contains($0.name) }
        return Self.address(path, kept)
    }

    /// This list's address at another place.
    /// - Parameter name: `after` or `before`.
    func address(at name: String, _ key: ListKey) -> String {
        let kept = query.items.filter { !["page", "after", "before", "lang", "notice", "done", "left"].contains($0.name) }
        return Self.address(path, kept + [(name, key.text)])
    }

    var view: View {
        [
            "title": title, "lang": language.rawValue, "assets": Assets.version,
            "other_language": language.other.rawValue,
            "other_language_href": Self.address(
                path,
                query.items.filter { $0.name != "lang" && $0.name != "notice" }
                    + [("lang", language.other.rawValue)]),
            "nav": [("/", "dashboard"), ("/crons", "crons"), ("/jobs", "jobs"), ("/workers", "workers")].map { href, key in
                let isCurrent = href == "/" ? path == "/" : path == href || path.hasPrefix(href + "/")
                return ["href": href, "label": texts[key], "current": isCurrent] as View
            },
            "notice": notice ?? false,
        ]
    }

    /// What the form that led here did. Only our own sentences: an address cannot put words in our mouth.
    private var notice: Any? {
        guard let name = query["notice"], texts.words["notice_\(name)"] != nil else { return nil }
        let done = query["done"].flatMap { Int($0) } ?? 0
        let left = query["left"].flatMap { Int($0) } ?? 0
        let isRefusal = ["cron_running", "job_refused", "bulk_none"].contains(name)
        return ["kind": isRefusal ? "warning" : "success", "text": texts.filled("notice_\(name)", done, left)] as View
    }

    static func address(_ path: String, _ items: [(name: String, value: String)]) -> String {
        guard !items.isEmpty else { return path }
        return path + "?" + items.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        var safe = CharacterSet.alphanumerics
        safe.insert(charactersIn: "-._~")
        // ASCII only: other letters and digits are written as bytes.
        return text.utf8.allSatisfy { $0 < 128 }
            ? text.addingPercentEncoding(withAllowedCharacters: safe) ?? ""
            : text.utf8.map { $0 < 128 ? escaped(String(UnicodeScalar($0))) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
}
