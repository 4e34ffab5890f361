/// A word that the glossary has replaced: no identifier has it among its parts.
struct GlossaryWord: Sendable {
    /// In camel case; `wakeUp` is found in `nextWakeUpTime`.
    var word: String
    /// The word of docs/glossary.md.
    var instead: String
    /// Whether only the identifier as a whole is meant.
    var isWhole = false
    /// Beginnings of paths where the word has its plain meaning.
    var allowedIn: [String] = []
    /// Identifiers that others have named.
    var allowed: Set<String> = []

    static let all: [GlossaryWord] = [
        GlossaryWord(word: "announce", instead: "publish"), GlossaryWord(word: "announcer", instead: "publisher"),
        GlossaryWord(word: "bell", instead: "signal"), GlossaryWord(word: "desk", instead: "the noun of what it does"),
        GlossaryWord(word: "doom", instead: "fail"), GlossaryWord(word: "hear", instead: "be notified"),
        GlossaryWord(word: "heard", instead: "notified"), GlossaryWord(word: "hears", instead: "is notified"),
        GlossaryWord(
            word: "home", instead: "store, execution database",
            allowed: ["homeDirectory", "homeDirectoryForCurrentUser", "HOME"]),
        GlossaryWord(word: "house", instead: "harness"), GlossaryWord(word: "lapse", instead: "expire"),
        GlossaryWord(word: "lapsed", instead: "expired"), GlossaryWord(word: "meanwhile", instead: "what happens and when"),
        GlossaryWord(word: "nobody", instead: "what is missing"), GlossaryWord(word: "party", instead: "participants, databases"),
        GlossaryWord(word: "patience", instead: "what is waited for, and Max or Min"), GlossaryWord(word: "ring", instead: "notify"),
        GlossaryWord(word: "ringing", instead: "notifying"), GlossaryWord(word: "rings", instead: "notifications"),
        GlossaryWord(word: "room", instead: "capacity, free capacity"), GlossaryWord(word: "rung", instead: "notified"),
        GlossaryWord(
            word: "runs", instead: "executions", isWhole: true, allowedIn: ["Sources/JobUCron/", "Tests/JobUCronTests/"]),
        GlossaryWord(word: "seat", instead: "capacity"), GlossaryWord(word: "seats", instead: "capacity"),
        GlossaryWord(word: "silence", instead: "missed heartbeats"), GlossaryWord(word: "somebody", instead: "who it is"),
        GlossaryWord(word: "tell", instead: "report, send, log"), GlossaryWord(word: "told", instead: "reported, sent, logged"),
        GlossaryWord(word: "visitor", instead: "principal"), GlossaryWord(word: "voice", instead: "channel"),
        GlossaryWord(word: "wakeUp", instead: "change signal"), GlossaryWord(word: "wakeUps", instead: "change signals"),
        GlossaryWord(word: "whoever", instead: "who it is"), GlossaryWord(word: "wish", instead: "request"),
        GlossaryWord(word: "wishes", instead: "requests"), GlossaryWord(word: "witness", instead: "recorder"),
    ]

    /// The identifiers of a file that have a replaced word among their parts; one fault for each line and word.
    static func faults(in path: String, _ text: SwiftText, words: [GlossaryWord] = all) -> [GlossaryFault] {
        let whole = text.code.joined(separator: "\n").lowercased()
        return words.flatMap { word -> [GlossaryFault] in
            guard whole.holds(word.word.lowercased()), !word.allowedIn.contains(where: path.hasPrefix) else { return [] }
            return text.code.indices.filter { line in
                text.code[line].lowercased().holds(word.word.lowercased()) && identifiers(in: text.code[line]).contains(where: word.isIn)
            }.map { GlossaryFault(path: path, line: $0 + 1, word: word.word, instead: word.instead) }
        }
    }

    private func isIn(_ identifier: String) -> Bool {
        guard !allowed.contains(identifier) else { return false }
        guard !isWhole else { return identifier == word }
        let parts = Self.parts(of: identifier)
        let wanted = Self.parts(of: word)
        guard parts.count >= wanted.count else { return false }
        return (0...parts.count - wanted.count).contains { parts[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }

    private static func identifiers(in code: String) -> [String] {
        code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }

    /// The words of a name in camel case, in small letters: `JSONText` has "json" and "text".
    static func parts(of identifier: String) -> [String] {
        var parts: [String] = []
        let letters = Array(identifier)
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            let begins = letter.isUppercase && (index == 0 || !letters[index - 1].isUppercase || next?.isLowercase == true)
            if letter == "_" {
                parts.append("")
            } else if parts.isEmpty || begins {
                parts.append(letter.lowercased())
            } else {
                parts[parts.count - 1] += letter.lowercased()
            }
        }
        return parts.filter { !$0.isEmpty }
    }
}

/// A line with a word that the glossary has replaced.
struct GlossaryFault: Equatable, CustomStringConvertible {
    var path: String
    /// Counted from one.
    var line: Int
    var word: String
    var instead: String

    var description: String { "\(path):\(line): '\(word)'; the glossary says: \(instead)" }
}
