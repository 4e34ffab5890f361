import Foundation
import Hummingbird
import HummingbirdCore
import JobUStore

/// What every page has around its content: language, zone, theme, navigation, notice.
struct PageFrame: Sendable {
    let language: Language
    let texts: Texts
    let zone: PageZone
    let theme: Theme
    private let title: String
    private let path: String
    private let query: Pairs
    /// What of the query is part of the page's address: it stands in every link, so there is a limit to it.
    private let kept: [(name: String, value: String)]

    private static let keptMax = 50

    /// Query names that say something once and are no part of a page's address.
    static let passing: Set<String> = ["lang", "zone", "theme", "notice", "done", "left"]

    /// - Parameter title: a key of the dictionary.
    init(_ request: Request, title: String) {
        query = Pairs(request.uri.query ?? "")
        kept = Array(query.items.filter { !Self.passing.contains($0.name) }.prefix(Self.keptMax))
        language = Language(of: request)
        zone = PageZone(of: request, query)
        theme = Theme(of: request, query)
        texts = Texts(language)
        self.title = texts[title]
        path = request.uri.path
    }

    /// Set where the address itself made a choice: it stays.
    var cookies: [String] {
        var cookies: [String] = []
        func keep(_ name: String, _ value: String, age: Int = 31_536_000) {
            cookies.append("\(name)=\(value); Path=\(BasePath.current.cookiePath); Max-Age=\(age); SameSite=Lax; HttpOnly")
        }
        if query["lang"] == language.rawValue { keep(Language.cookieName, language.rawValue) }
        if query["theme"] == theme.rawValue { keep(Theme.cookieName, theme.rawValue) }
        if query["zone"] == zone.name { keep(PageZone.cookieName, zone.name) }
        if query["zone"] == PageZone.ofBrowser { keep(PageZone.cookieName, "", age: 0) }
        return cookies
    }

    /// This page's address without what is only said once.
    var address: String { address([]) }

    /// This list's address at another place.
    /// - Parameter name: `after` or `before`.
    func address(at name: String, _ key: ListKey) -> String {
        address([("page", nil), ("after", nil), ("before", nil), (name, key.text)])
    }

    /// This page's address with other values of its query.
    /// - Parameter changed: nil takes a value away.
    func address(_ changed: [(name: String, value: String?)]) -> String {
        let names = Set(changed.map(\.name))
        let set = changed.compactMap { change in change.value.map { (name: change.name, value: $0) } }
        return Self.address(path, kept.filter { !names.contains($0.name) } + set)
    }

    /// What a form of this page sends along to stay where it is: everything but what it asks for itself.
    func hiddenFields(without names: Set<String>) -> [View] {
        kept.filter { !names.contains($0.name) }.map { ["name": $0.name, "value": $0.value] }
    }

    var view: View {
        [
            "base": BasePath.current.text, "title": title, "lang": language.rawValue, "assets": Assets.version, "theme": theme.rawValue,
            "page_address": path, "kept_fields": hiddenFields(without: []),
            "other_language": language.other.rawValue, "other_language_href": address([("lang", language.other.rawValue)]),
            "nav": Self.pages.map { href, key in
                let isCurrent = href == "/" ? path == "/" : path == href || path.hasPrefix(href + "/")
                return ["href": href, "label": texts[key], "current": isCurrent] as View
            },
            "admin_pages": Self.adminPages.map { href, key in ["href": href, "label": texts[key], "current": href == path] as View },
            "languages": Language.allCases.map { one in
                choice("lang", one.rawValue, one == .english ? "English" : "한국어", isCurrent: one == language)
            },
            "themes": Theme.allCases.map { choice("theme", $0.rawValue, texts["theme_\($0.rawValue)"], isCurrent: $0 == theme) },
            "zone": zone.name, "zone_short": zone.shortName, "zone_chosen": zone.isChosen ? "true" : "false",
            "zone_links": [
                choice("zone", PageZone.ofBrowser, texts["zone_browser"], isCurrent: !zone.isChosen),
                choice("zone", "UTC", "UTC", isCurrent: zone.isChosen && zone.name == "UTC"),
                choice("zone", "Asia/Seoul", "KST", isCurrent: zone.isChosen && zone.name == "Asia/Seoul"),
            ],
            "notice": notice ?? false,
        ].merging(Principal.current.view) { own, _ in own }
    }

    private static let pages = [
        ("/", "dashboard"), ("/crons", "crons"), ("/jobs", "jobs"), ("/schedule", "schedule"), ("/queues", "queues"),
        ("/workers", "workers"), ("/alerts", "alerts"),
    ]

    private static let adminPages = [("/users", "users"), ("/tokens", "tokens"), ("/audit", "audit")]

    private func choice(_ name: String, _ value: String, _ label: String, isCurrent: Bool) -> View {
        ["href": address([(name, value)]), "label": label, "current": isCurrent, "value": value]
    }

    /// What the form that led here did. Only our own sentences: an address cannot put words in our mouth.
    private var notice: Any? {
        if let zone = query["zone"], !zone.isEmpty, zone != PageZone.ofBrowser, PageZone.zone(zone) == nil {
            return ["kind": "warning", "text": texts.filled("no_such_zone", Show.clipped(zone, to: 64))] as View
        }
        guard let name = query["notice"], texts.words["notice_\(name)"] != nil else { return nil }
        let done = query["done"].flatMap { Int($0) } ?? 0
        let left = query["left"].flatMap { Int($0) } ?? 0
        let isRefusal = ["cron_running", "job_refused", "job_key_taken", "bulk_none"].contains(name)
        return ["kind": isRefusal ? "warning" : "success", "text": texts.filled("notice_\(name)", done, left)] as View
    }

    static func address(_ path: String, _ items: [(name: String, value: String)]) -> String {
        guard !items.isEmpty else { return path }
        return path + "?" + items.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    /// A text as part of an address: letters and digits of ASCII and `-._~` as they are, all else as bytes.
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
