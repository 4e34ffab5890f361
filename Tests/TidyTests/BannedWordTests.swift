import Testing

@Suite("Banned words")
struct BannedWordTests {
    @Test(
        "a planted word is found, on its line",
        arguments: [
            "let value = try? read()", "let value = try! read()", "fatalError(\"no\")", "final class Box: @unchecked Sendable {}",
            "nonisolated(unsafe) var count = 0", "Task { await run() }", "Task<Void, Never> {", "Task(priority: .low) {",
            "Task.detached { }", "await Task.sleep(for: .seconds(1))", "let today = Date()", "let start = ContinuousClock.now",
            "let start = ContinuousClock().now", "clock_gettime(CLOCK_REALTIME, &time)", "var generator = SystemRandomNumberGenerator()",
            "let jitter = Double.random(in: 0..<1)", "Bool.random()", "jobs.shuffled()", "jobs.randomElement()", "print(\"here\")",
            "let text = \"\\(try! read())\"",
        ])
    func plantedWord(line: String) {
        let faults = faults(in: "let first = 1\n\(line)\n", path: "Sources/JobUStore/Planted.swift")
        #expect(!faults.isEmpty)
        #expect(faults.allSatisfy { $0.line == 2 })
    }

    @Test(
        "what only looks like a banned word is left alone",
        arguments: [
            "group.addTask { await run() }", "let key = entry?.key", "time.random()", "withUnsafeCurrentTask { $0?.cancel() }",
            "let now = admin.now", "// never try? here",
            "let text = \"try! Date()\"", "Double.random(in: 0..<1, using: &generator)", "blueprint()", "await Task.yield()",
            "let birthDate = birthDate()", "let text = \"\"\"\n    print(1)\n    \"\"\"", "let text = #\"a \" Date() \"#",
        ])
    func innocent(line: String) {
        #expect(faults(in: line, path: "Sources/JobUStore/Planted.swift") == [])
    }

    @Test("a comment beside it, or on the line before, excuses what needs a reason")
    func excusedByComment() {
        #expect(faults(in: "fatalError() // the list is never empty", path: "Sources/JobU/Planted.swift") == [])
        #expect(faults(in: "// The lock guards it.\nfinal class A: @unchecked Sendable {}", path: "Sources/JobU/Planted.swift") == [])
        #expect(!faults(in: "// Not an excuse.\nlet a = try? read()", path: "Sources/JobU/Planted.swift").isEmpty)
    }

    @Test("a word is allowed in its listed paths")
    func atFixture() {
        #expect(faults(in: "print(1)", path: "Sources/JobUCommands/Planted.swift") == [])
        #expect(faults(in: "Double.random(in: 0..<1)", path: "Sources/JobUTime/WallClock.swift") == [])
    }

    @Test("an empty catch is found; a catch that says why is not")
    func plantedEmptyCatch() {
        let planted = SwiftText("let a = 1\ndo { try run() } catch is CancellationError {\n}\n")
        #expect(emptyCatches(in: "A.swift", planted).map(\.line) == [2])
        #expect(emptyCatches(in: "A.swift", SwiftText("do { try run() } catch {\n    // Nobody is left to tell.\n}")) == [])
    }

    @Test("work put off in a comment is found, the same letters in code are not")
    func plantedUnfinishedWork() {
        #expect(unfinishedWork(in: "A.swift", SwiftText("let a = 1 // FIXME: later")).map(\.line) == [1])
        #expect(unfinishedWork(in: "A.swift", SwiftText("let a = \"FIXME\"")) == [])
    }

    @Test("the tree holds no banned word, no empty catch and no work put off")
    func realTree() {
        let faults = SourceTree.swift.flatMap { file in
            file.swift.map { text in
                BannedWord.all.flatMap { $0.faults(in: file.path, text) } + emptyCatches(in: file.path, text)
                    + unfinishedWork(in: file.path, text)
            } ?? []
        }
        #expect(SourceTree.swift.count > 50)
        #expect(faults == [])
    }

    private func faults(in text: String, path: String) -> [Fault] {
        BannedWord.all.flatMap { $0.faults(in: path, SwiftText(text)) }
    }
}
