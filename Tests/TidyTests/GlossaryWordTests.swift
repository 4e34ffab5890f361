import Testing

@Suite("Words of the glossary")
struct GlossaryWordTests {
    @Test(
        "a planted word is found among the parts of an identifier, on its line",
        arguments: [
            "let homeStore = store", "func ringBell() {}", "struct AccountDesk {}", "let nextWakeUp = 1", "case nobody", "let runs = [1]",
            "var has_room = true", "let text = \"\\(party.name)\"", "worker.lapsed",
        ])
    func plantedWord(line: String) {
        let faults = GlossaryWord.faults(in: "Sources/JobUStore/A.swift", SwiftText("let first = 1\n" + line))
        #expect(!faults.isEmpty)
        #expect(faults.allSatisfy { $0.line == 2 })
    }

    @Test(
        "letters that are no part, a comment, a text and what others have named are left alone",
        arguments: [
            "let string = bring(chrome)", "// nobody is at home", "let text = \"home\"", "FileManager.default.homeDirectoryForCurrentUser",
            "environment.HOME", "let lateRuns = 1", "let classroomName = 1", "wake(up)",
        ])
    func innocentWord(line: String) {
        #expect(GlossaryWord.faults(in: "Sources/JobUStore/A.swift", SwiftText(line)) == [])
    }

    @Test(
        "a name is taken apart", arguments: [("nextRunAt", "next run at"), ("JSONText", "json text"), ("HOME", "home"), ("a_bC", "a b c")])
    func parts(name: String, words: String) {
        #expect(GlossaryWord.parts(of: name) == words.split(separator: " ").map(String.init))
    }

    @Test(
        "a planted phrase is found in a text of Sources",
        arguments: [
            "A sign of life could not be given", "its runs were taken away", "the lease lapses", "Asked for: job 7", "Nobody is left",
            "it was changed meanwhile", "Delete a run", "of 40 runs", "the run is put off",
        ])
    func plantedPhrase(text: String) {
        let line = "let a = 1\nlogger.info(\"\(text)\")"
        #expect(GlossaryPhrase.faults(in: "Sources/JobUStore/A.swift", SwiftText(line)).first?.line == 2)
        #expect(GlossaryPhrase.faults(in: "Tests/CommandTests/A.swift", SwiftText(line)) == [])
    }

    @Test("run as a value is found in code", arguments: ["let run = 1", "for run in held {", "func begin(_ run: ClaimedExecution) {"])
    func plantedRun(line: String) {
        #expect(GlossaryPhrase.faults(in: "Tests/CommandTests/A.swift", SwiftText(line)).count == 1)
    }

    @Test(
        "run as a verb is left alone",
        arguments: [
            "let a = \"the command runs; next run at noon; Run now; no further run times\"", "func run() async {",
            "let run: @Sendable () -> Void",
            "try await loop.run(work)", "/// A run.",
        ])
    func innocentRun(line: String) {
        #expect(GlossaryPhrase.faults(in: "Sources/JobUStore/A.swift", SwiftText(line)) == [])
    }

    @Test("a fault that is left is no fault, and one that is listed without being there is")
    func planted() {
        let fault = GlossaryFault(path: "A/B.swift", line: 1, word: "room", instead: "capacity")
        #expect(GlossaryLeft.new([fault], left: [:]) == [fault])
        #expect(GlossaryLeft.new([fault], left: ["room": ["A/B.swift"]]) == [])
        #expect(GlossaryLeft.new([fault], left: ["room": ["A/"]]) == [])
        #expect(GlossaryLeft.gone([fault], left: ["room": ["A/B.swift", "A/C.swift"]]).map(\.path) == ["A/C.swift"])
    }

    @Test("the tree has no word that the glossary replaced, but where it is left from before")
    func realTree() {
        let faults = SourceTree.swift.flatMap { file in
            file.swift.map { GlossaryWord.faults(in: file.path, $0) + GlossaryPhrase.faults(in: file.path, $0) } ?? []
        }
        #expect(GlossaryLeft.new(faults) == [])
        #expect(GlossaryLeft.gone(faults) == [])
    }
}
