import Foundation
import JobUComposition

/// A row of the tables of docs/configuration.md, and files in which its key has a value.
struct ReferenceRow: Sendable, CustomStringConvertible {
    let key: String
    let type: String
    let fallback: String
    let meaning: String

    var description: String { key }

    /// What else has to be there, so that the key may.
    private static let companions: [(prefix: String, values: [(String, Value)])] = [
        ("worker.builtin.shell.named.", [("worker.builtin.shell.named.NAME.command", .list(["date"]))]),
        (
            "worker.builtin.shell.named.NAME.params.",
            [
                ("worker.builtin.shell.named.NAME.command", .list(["date", ":p"])),
                ("worker.builtin.shell.named.NAME.params.PARAM.type", .text("text")),
            ]
        ),
        ("worker.builtin.shell.", [("worker.builtin.shell.commands", .list(["date"]))]),
        ("worker.builtin.http.", [("worker.builtin.http.hosts", .list(["a.example"]))]),
        ("worker.builtin.http.secrets.", [("worker.builtin.http.secrets.NAME.value", .text("long secret"))]),
        ("worker.builtin.sql.", [("worker.builtin.sql.databases", .list(["reports"]))]),
        ("worker.builtin.sql.named.", [("worker.builtin.sql.named.NAME.statement", .text("SELECT 1"))]),
        ("worker.builtin.sql.named.NAME.params.", [("worker.builtin.sql.named.NAME.params.PARAM.type", .text("text"))]),
        ("admin.connections.max_per_address", [("admin.connections.max", .text("60000"))]),
        ("alerts.webhooks.", [("alerts.webhooks.NAME.url", .text("https://hooks.example.com/x"))]),
    ]

    enum Value: Sendable {
        case text(String), list([String])
    }

    init?(_ line: some StringProtocol) {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 7, cells[1].hasPrefix("`") else { return nil }
        key = cells[1].replacing("`", with: "")
        (type, fallback, meaning) = (cells[2], cells[3], cells[5])
    }

    /// The two numbers between which a value has to be.
    var range: (low: String, high: String)? {
        type.firstMatch(of: #/(?:number|숫자|정수), ([0-9.]+)(?: to |~)([0-9]+)$/#).map { (String($0.1), String($0.2)) }
    }

    /// The words that are allowed, where the type names nothing else.
    var words: [String]? {
        let words = type.matches(of: #/`([a-z-]+)`/#).map { String($0.1) }
        let rest = type.replacing(#/`[a-z-]+`|[, ()]|\bor\b/#, with: "")
        return rest.isEmpty && words.count > 1 ? words : nil
    }

    /// The default, where it is one that can be written down.
    var plainFallback: Value? {
        let bare = fallback.replacing("`", with: "")
        if fallback.wholeMatch(of: #/[0-9.]+/#) != nil { return .text(bare) }
        guard fallback.wholeMatch(of: #/`[^`]+`/#) != nil, !bare.contains("NAME"),
            !bare.contains(".") || bare.hasPrefix("127.") || bare.hasPrefix("[")
        else { return nil }
        if bare.hasPrefix("[") {
            return .list(bare.dropFirst().dropLast().split(separator: ",").map { $0.trimmingCharacters(in: [" ", "\""]) })
        }
        // The name of another key.
        return bare == "retention_days" ? nil : .text(bare)
    }

    /// Files with the key, or without it where no value is given.
    func files(_ value: Value?) throws -> [String: String] {
        var all: [String: Any] = [:]
        for companion in Self.companions where key.hasPrefix(companion.prefix) {
            for (key, value) in companion.values { Self.put(value, at: key, into: &all) }
        }
        if key.hasPrefix("databases.NAME."), !key.hasSuffix(".type") {
            let isSQLite = ["path", "synchronous", "busy_timeout_ms"].contains { key.hasSuffix($0) }
            Self.put(.text(isSQLite ? "sqlite" : "postgresql"), at: "databases.NAME.type", into: &all)
        }
        if let value { Self.put(value, at: key, into: &all) }
        let top = ["maintenance": "dispatcher", "databases": "database"]
        var files = ["database.yaml": #"{"databases": {"jobu": {"type": "sqlite"}, "reports": {"type": "sqlite"}}}"#]
        if key.hasPrefix("databases.") { files = [:] }
        for (section, content) in all {
            let data = try JSONSerialization.data(withJSONObject: [section: content], options: .withoutEscapingSlashes)
            files["\(top[section] ?? section).yaml"] = String(decoding: data, as: UTF8.self)
        }
        return files
    }

    private static func put(_ value: Value, at key: String, into all: inout [String: Any]) {
        var path = key.replacing("params.NAME", with: "params.PARAM").split(separator: ".").map(String.init)
        path = path.map { $0 == "NAME" ? "x" : $0 == "PARAM" ? "p" : $0 }
        all = put(value, path[...], all)
    }

    private static func put(_ value: Value, _ path: ArraySlice<String>, _ content: [String: Any]) -> [String: Any] {
        var content = content
        let first = path.first ?? ""
        if path.count > 1 {
            content[first] = put(value, path.dropFirst(), content[first] as? [String: Any] ?? [:])
        } else {
            switch value {
            case .text(let text): content[first] = text
            case .list(let texts): content[first] = texts
            }
        }
        return content
    }
}
