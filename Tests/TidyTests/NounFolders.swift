/// Folders of the large targets: the nouns, the same everywhere, and listed folders for what belongs to no noun.
enum NounFolders {
    static let nouns: Set = ["Crons", "Executions", "Queues", "Workers", "Transactions", "Alerts", "Accounts", "Audit"]

    /// Each target with its other folders, and what is in them.
    static let others: [String: [String: String]] = [
        "JobUModel": ["JSON": "values and texts of JSON"],
        "JobUStore": [
            "Dispatch": "crons become executions: two nouns in one transaction", "Engine": "what an engine provides",
            "Import": "reading the store of another program", "Lists": "pages and orders of lists", "Overview": "counts over several nouns",
            "Services": "what every service loop needs", "Signals": "change signals",
        ],
        "JobUAdmin": [
            "API": "the description of the API", "Connections": "limits of connections", "HTTP": "requests and answers",
            "Middleware": "around every route", "Overview": "pages over several nouns", "Pages": "frame, renderer, assets",
            "Public": "files for browsers", "Templates": "templates of pages", "Text": "texts in both languages",
        ],
        "JobUCommands": ["Support": "options, tables and terminals of all commands"],
    ]

    /// - Parameter paths: files, seen from the project's folder.
    static func faults(in paths: [String], nouns: Set<String> = nouns, others: [String: [String: String]] = others) -> [Fault] {
        let found = Set(
            paths.compactMap { path -> [String]? in
                let parts = path.split(separator: "/").map(String.init)
                return parts.count > 3 && parts[0] == "Sources" && others[parts[1]] != nil ? [parts[1], parts[2]] : nil
            })
        let strange = found.filter { !nouns.contains($0[1]) && others[$0[0]]?[$0[1]] == nil }.map {
            Fault(path: "Sources/\($0[0])/\($0[1])", problem: "no noun of the list, and no listed folder")
        }
        let gone = others.flatMap { target, folders in
            folders.keys.filter { !found.contains([target, $0]) }.map {
                Fault(path: "Sources/\(target)/\($0)", problem: "is listed, but is not there")
            }
        }
        return (strange + gone).sorted { $0.path < $1.path }
    }
}
