/// What logs, commands and pages do not say, because the glossary has another word; and `run` as a noun in code.
struct GlossaryPhrase: Sendable {
    /// What a fault shows.
    var phrase: String
    /// A regular expression, matched in small letters.
    var pattern: String
    /// The word of docs/glossary.md.
    var instead: String
    /// Whether it is looked for in code, not in texts.
    var isCode = false
    /// Beginnings of paths where the words have their plain meaning.
    var allowedIn: [String] = []

    static let all: [GlossaryPhrase] = [
        GlossaryPhrase(phrase: "sign of life", pattern: #"\bsigns? of life\b"#, instead: "heartbeat"),
        GlossaryPhrase(phrase: "taken away", pattern: #"\btaken away\b"#, instead: "rescued"),
        GlossaryPhrase(
            phrase: "lapse", pattern: #"\blaps(e|es|ed|ing)\b"#, instead: "expire",
            // A key of its JSON.
            allowedIn: ["Sources/JobUCommands/WorkerCommand.swift"]),
        GlossaryPhrase(phrase: "asked for:", pattern: #"\basked for:"#, instead: "enqueued"),
        GlossaryPhrase(phrase: "put off", pattern: #"\bput(s|ting)? off\b"#, instead: "snooze"),
        GlossaryPhrase(phrase: "nobody", pattern: #"\bnobody\b"#, instead: "what is missing", allowedIn: [passwords]),
        GlossaryPhrase(phrase: "somebody", pattern: #"\bsomebody\b"#, instead: "who it is", allowedIn: [passwords]),
        GlossaryPhrase(phrase: "whoever", pattern: #"\bwhoever\b"#, instead: "who it is"),
        GlossaryPhrase(phrase: "meanwhile", pattern: #"\bmeanwhile\b"#, instead: "what happens and when"),
        GlossaryPhrase(
            phrase: "run as a noun",
            pattern: #"\b(a|an|the|its|no|one|each|every|this|that|these|any|of|with|[0-9]+) runs?\b(?! times?\b)"#,
            instead: "job; execution in code", allowedIn: ["Sources/JobUCron/"]),
        GlossaryPhrase(
            phrase: "run as a value", pattern: #"\b(let|var|for|_) run\b(?!\(|: @|: \()"#, instead: "execution", isCode: true,
            allowedIn: ["Sources/JobUCron/", "Tests/JobUCronTests/"]),
    ]

    private static let passwords = "Sources/JobUAdmin/Accounts/CommonWords.swift"

    /// The lines of a file that say it. Texts are those of Sources: names of tests are sentences of their own.
    static func faults(in path: String, _ text: SwiftText, phrases: [GlossaryPhrase] = all) -> [GlossaryFault] {
        phrases.filter { $0.isCode || path.hasPrefix("Sources/") }.flatMap { phrase -> [GlossaryFault] in
            guard !phrase.allowedIn.contains(where: path.hasPrefix) else { return [] }
            let lines = phrase.isCode ? text.code : text.literals
            // Most files have no such line: one look at the whole file is quick.
            guard lines.joined(separator: "\n").lowercased().matches(phrase.pattern) else { return [] }
            return lines.indices.filter { lines[$0].lowercased().matches(phrase.pattern) }.map {
                GlossaryFault(path: path, line: $0 + 1, word: phrase.phrase, instead: phrase.instead)
            }
        }
    }
}
