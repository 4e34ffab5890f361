/// A word that only one engine's target, or those of two engines, may know.
struct DialectWord: Sendable {
    var word: String
    /// The targets that speak the dialect.
    var targets: Set<String>

    static let all: [DialectWord] =
        words(["sqlite", "grdb", "pragma", "autoincrement", "begin immediate", "without rowid", "strftime(", "unixepoch"], ["JobUSQLite"])
        + words(["postgres", "libpq", "bigserial", "timestamptz", "pg_", "prepare transaction"], ["JobUPostgres"])
        + words(["mysql", "mariadb", "on duplicate key", "insert ignore", "auto_increment", "get_lock("], ["JobUMySQL"])
        + words(["skip locked", "for update"], ["JobUPostgres", "JobUMySQL"])
        + words(["insert or ignore", "insert or replace"], ["JobUSQLite"])

    /// Where engines are named because a person chooses one there, where one is put in its place, and the sample
    /// handlers, which are named after the engine they show.
    private static let composition = [
        "Sources/JobUComposition/Configuration/", "Sources/JobUComposition/Databases/Engines.swift", "Sources/JobUComposition/Samples/",
        "Sources/JobUTemplates/", "Sources/JobUTool/Main.swift",
        // Words that passwords are made of.
        "Sources/JobUAdmin/Accounts/CommonWords.swift",
    ]

    /// Dialect words in code or strings of a file of Sources. Comments may explain an engine anywhere.
    static func faults(in path: String, _ text: SwiftText) -> [Fault] {
        let folders = path.split(separator: "/")
        guard folders.first == "Sources", folders.count > 2, !composition.contains(where: path.hasPrefix) else { return [] }
        let strangers = all.filter { !$0.targets.contains(String(folders[1])) }
        return text.code.indices.flatMap { line in
            let spoken = (text.code[line] + "\n" + text.literals[line]).lowercased()
            return strangers.filter { spoken.holds($0.word) }.map {
                Fault(path: path, line: line + 1, problem: "'\($0.word)' belongs to \($0.targets.sorted().joined(separator: " and "))")
            }
        }
    }

    private static func words(_ words: [String], _ targets: Set<String>) -> [DialectWord] {
        words.map { DialectWord(word: $0, targets: targets) }
    }
}
