import Foundation

/// Rules about whole files.
enum FileRules {
    static let linesMax = 300

    /// Files that may be longer, each with the reason.
    static let longFiles: [String: String] = [:]

    static func tooLong(_ path: String, _ text: String, allowed: [String: String] = longFiles) -> [Fault] {
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
        guard lines > linesMax, allowed[path] == nil else { return [] }
        return [Fault(path: path, problem: "\(lines) lines; at most \(linesMax), or a listed reason")]
    }

    /// Paths that exist on one machine only. (Put together here, so that this file does not find itself.)
    static func machinePaths(_ path: String, _ text: String) -> [Fault] {
        let places = ["/" + "work/", "/" + "root/", "/" + "home/", "sha" + "red/"]
        guard places.contains(where: text.holds) else { return [] }
        let pattern = #"(^|[^\w.}/-])("# + places.joined(separator: "|") + ")"
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { line, words in
            guard String(words).matches(pattern) else { return nil }
            return Fault(path: path, line: line + 1, problem: "a path of one machine")
        }
    }

    /// What is wrong with the names of one target's migrations: numbers run from 1 without gaps.
    static func badMigrations(in folder: String, _ names: [String]) -> [Fault] {
        names.sorted().enumerated().compactMap { index, name in
            let number = String(format: "%04d", index + 1)
            guard name.matches("^\(number)_[a-z0-9_]+\\.sql$") else {
                return Fault(path: "\(folder)/\(name)", problem: "expected \(number)_name.sql")
            }
            return nil
        }
    }

    /// Links of a Markdown page to files that are not there. Code blocks and `code` hold no links.
    static func brokenLinks(in path: String, _ text: String, exists: (String) -> Bool) -> [Fault] {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        var inCode = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line, words in
            if words.hasPrefix("```") { inCode.toggle() }
            if inCode { return [Fault]() }
            let prose = words.replacing(/`[^`]*`/, with: "")
            return prose.matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.output.1) }
                .filter { !$0.hasPrefix("#") && !$0.contains(":") }
                .map { String($0.prefix { $0 != "#" }) }
                .filter { !exists(folder.isEmpty ? $0 : folder + "/" + $0) }
                .map { Fault(path: path, line: line + 1, problem: "the link to '\($0)' leads nowhere") }
        }
    }

    /// Paths in `code` of a page that lead nowhere: those from the project's folder, and those that begin with a target of Sources.
    static func brokenPaths(in path: String, _ text: String, exists: (String) -> Bool) -> [Fault] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { line, words in
            words.matches(of: /`((?:Sources|Tests|docs|script|C?JobU\w*)\/[^`\s]+)`/).map { String($0.output.1) }
                .filter { !exists($0.contains(/^C?JobU/) ? "Sources/" + $0 : $0) }
                .map { Fault(path: path, line: line + 1, problem: "there is no '\($0)'") }
        }
    }
}
