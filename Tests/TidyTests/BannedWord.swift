import Foundation

/// Something that no line of code may hold, but where it is listed.
struct BannedWord: Sendable {
    /// Searched first, because that is quick; a fault shows it.
    var word: String
    /// What the line must match besides; nil when the word is enough.
    var pattern: String?
    var reason: String
    /// Beginnings of paths that may use the word.
    var allowedIn: [String] = []
    /// Whether a comment on the same or the line before, which says why it holds, makes it right.
    var commentExcuses = false

    static let all: [BannedWord] = [
        BannedWord(word: "try?", pattern: #"\btry\?"#, reason: "no error is dropped"),
        BannedWord(word: "try!", reason: "an error is handled, returned or recorded"),
        BannedWord(word: "fatalError(", reason: "say in a comment why this cannot happen", commentExcuses: true),
        BannedWord(word: "@unchecked Sendable", reason: "say in a comment why this is safe", commentExcuses: true),
        BannedWord(word: "nonisolated(unsafe)", reason: "say in a comment why this is safe", commentExcuses: true),
        BannedWord(
            word: "Task", pattern: #"\bTask\s*(\.detached|\.immediate|(<[^>]*>)?\s*(\([^)]*\))?\s*\{)"#,
            reason: "a child task belongs to a task group",
            allowedIn: ["Sources/JobUDatabase/Atomic/CancellationShield.swift", "Sources/JobUTool/"]),
        BannedWord(word: "Task.sleep", reason: "sleep on the injected clock; a test waits for a signal"),
        BannedWord(word: "Date()", pattern: #"\bDate\(\)"#, reason: "the time of day comes from the injected WallClock"),
        BannedWord(
            word: ".now", pattern: #"\b(Date|ContinuousClock|SuspendingClock|DispatchTime|DispatchWallTime)(\(\))?\.now\b"#,
            reason: "time comes from the injected clocks"),
        BannedWord(word: "clock_gettime", reason: "time comes from the injected clocks", allowedIn: [composition]),
        BannedWord(word: "SystemRandomNumberGenerator", reason: "randomness is injected", allowedIn: [composition]),
        BannedWord(
            word: ".random(", pattern: #"\.random\(in:(?!.*\busing:)|\b[A-Z]\w*\.random\(\)"#, reason: "randomness is injected",
            allowedIn: [composition]),
        BannedWord(word: ".shuffled()", reason: "randomness is injected"),
        BannedWord(word: ".randomElement()", reason: "randomness is injected"),
        BannedWord(
            word: "print(", pattern: #"(?<![.\w])print\("#, reason: "a library logs",
            allowedIn: ["Sources/JobUCommands/", "Sources/JobUTool/", "Tests/"]),
    ]

    /// Where the machine's own clock and randomness enter.
    private static let composition = "Sources/JobUTime/"

    func faults(in path: String, _ text: SwiftText) -> [Fault] {
        guard !allowedIn.contains(where: path.hasPrefix) else { return [] }
        return text.code.indices.filter { line in
            guard text.code[line].holds(word), text.code[line].matches(pattern) else { return false }
            return !(commentExcuses && (text.code[line].holds("//") || (line > 0 && text.code[line - 1].holds("//"))))
        }.map { Fault(path: path, line: $0 + 1, problem: "'\(word)': \(reason)") }
    }
}

/// A `catch` whose braces hold nothing, not even a comment.
func emptyCatches(in path: String, _ text: SwiftText) -> [Fault] {
    let code = text.code.joined(separator: "\n")
    guard code.holds("catch") else { return [] }
    return code.ranges(matching: #"\bcatch\b[^{}]*\{\s*\}"#).map { range in
        let line = code[..<range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
        return Fault(path: path, line: line, problem: "empty catch: no error is dropped")
    }
}

/// A comment that puts work off.
func unfinishedWork(in path: String, _ text: SwiftText) -> [Fault] {
    text.comments.indices.filter { line in
        ["TODO", "FIXME", "XXX"].contains { text.comments[line].holds($0) && text.comments[line].matches("\\b\($0)\\b") }
    }.map { Fault(path: path, line: $0 + 1, problem: "work that is put off belongs in the issue tracker") }
}
