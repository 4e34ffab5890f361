/// The path below which browsers see the pages: empty for the root of a host, `/jobu` where a proxy shows them there.
///
/// Routes, forms and views know paths below it only. It is taken off what comes and put before what goes: links of pages, redirects,
/// cookies, the document of the API.
package struct BasePath: Sendable, Equatable {
    package static let root = BasePath(text: "")

    /// Empty, or with a slash before each part and none at the end.
    package let text: String

    private init(text: String) { self.text = text }

    /// Reads `/jobu` or `/tools/jobu/`; nil for what is no plain path, or would be taken for one of our own pages.
    package init?(_ text: String) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        if trimmed.isEmpty {
            self = .root
            return
        }
        let parts = trimmed.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".."
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) }
        }
        guard trimmed.hasPrefix("/"), trimmed.utf8.count <= 200, isPlain, let first = parts.first, !Self.own.contains(String(first)) else {
            return nil
        }
        self.text = trimmed
    }

    /// The first parts of our own paths: below one of these no path would be clear.
    private static let own: Set = [
        "account", "alerts", "api", "assets", "audit", "crons", "docs", "health", "jobs", "login", "logout", "metrics", "openapi.json",
        "queues", "ready", "schedule", "tokens", "transactions", "users", "workers",
    ]

    var isRoot: Bool { text.isEmpty }

    /// What browsers bind cookies to.
    var cookiePath: String { isRoot ? "/" : text }

    /// A path of ours as browsers see it.
    func full(_ path: String) -> String { text + path }

    /// What comes after the base in the path of a request, query and all; nil for one that lies elsewhere.
    func rest(of path: String) -> String? {
        guard !isRoot, path.hasPrefix(text) else { return nil }
        let rest = path.dropFirst(text.count)
        switch rest.first {
        case nil: return "/"
        case "/": return String(rest)
        case "?": return "/" + rest
        default: return nil
        }
    }

    /// A page with the base before each of its links.
    ///
    /// Texts in a page have their quotation marks escaped, so what looks like an attribute is one.
    func before(linksIn html: String) -> String {
        guard !isRoot else { return html }
        let bytes = Array(html.utf8)
        var shown: [UInt8] = []
        shown.reserveCapacity(bytes.count + 4_096)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "/"), index >= 2, bytes[index - 1] == UInt8(ascii: "\""), bytes[index - 2] == UInt8(ascii: "="),
                Self.isLink(bytes[..<(index - 2)])
            {
                shown.append(contentsOf: text.utf8)
            }
            shown.append(byte)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static let attributes = ["href", "action", "src", "data-log", "data-preview", "data-url", "formaction"].map {
        Array((" " + $0).utf8)
    }

    private static func isLink(_ before: ArraySlice<UInt8>) -> Bool {
        attributes.contains { before.suffix($0.count).elementsEqual($0) }
    }

    /// The base of the request that the running task answers.
    @TaskLocal static var current = BasePath.root
}
