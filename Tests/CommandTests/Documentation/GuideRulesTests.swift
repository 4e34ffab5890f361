import Testing

/// Each rule of the guides finds what is wrong.
@Suite("Rules of the guides")
struct GuideRulesTests {
    private func page(_ text: String, at path: String = "docs/a.md") -> GuidePage { GuidePage(path, text) }

    @Test(
        "planted blocks that nobody checks are found",
        arguments: ["```\nls\n```", "```bash\nls\n```", "```sh myself\nls\n```", "```swift\nlet a = 1\n```"])
    func badBlocks(text: String) {
        #expect(GuideRules.badBlocks(page(text)).count == 1)
    }

    @Test("blocks that are checked are left alone")
    func goodBlocks() {
        #expect(GuideRules.badBlocks(page("# A\n```sh\njobu doctor\n```\n```swift A.swift\nlet a = 1\n```")) == [])
    }

    @Test(
        "planted quotations are found: changed, out of order, of no file, without a link",
        arguments: [
            "[a](../A.swift)\n```swift A.swift\nlet b = 3\n```", "[a](../A.swift)\n```swift A.swift\nlet c = 3\n// …\nlet a = 1\n```",
            "[a](../B.swift)\n```swift B.swift\nlet a = 1\n```", "```swift A.swift\nlet a = 1\n```",
        ])
    func badQuotations(text: String) {
        let faults = GuideRules.badQuotations(page(text)) { $0 == "A.swift" ? "let a = 1\nlet b = 2\nlet c = 3" : nil }
        #expect(faults.count == 1)
    }

    @Test("a quotation may leave lines and indentation out")
    func goodQuotation() {
        let text = "[a](../A.swift)\n```swift A.swift\nlet a = 1\n    // …\nif c {\n    d()\n}\n```"
        #expect(GuideRules.badQuotations(page(text)) { _ in "  let a = 1\n  let b = 2\n    if c {\n        d()\n    }" } == [])
    }

    @Test(
        "planted differences between a page and its translation are found",
        arguments: [
            "# 가\n```sh\njobu doctor\n```", "# 가\n## 나\n```sh\njobu job list\n```", "# 가\n## 나", "# 가\n## 나\n```text\njobu doctor\n```",
        ])
    func differences(korean: String) {
        #expect(GuideRules.differences(page("# A\n## B\n```sh\njobu doctor\n```"), page(korean)).count == 1)
    }

    @Test("shell blocks are followed on the engine they name, and those for a generated project are left to its own script")
    func steps() {
        let guide = page("```sh\ncd a\njobu run worker  # waits\nls\n```\n```sh mariadb\nmariadb-dump\n```\n```sh project\nswift test\n```")
        #expect(GuideStep.steps(of: guide, on: .sqlite) == [.script("cd a"), .start(["run", "worker"]), .script("ls")])
        #expect(GuideStep.steps(of: guide, on: .mariadb) == [.script("mariadb-dump")])
        #expect(GuideStep.steps(of: guide, on: .postgresql) == [])
    }

    @Test("comments and pictures may be translated")
    func sameness() {
        let english = "# A\n```sh\njobu doctor  # looks\n# all\n```\n```text\nrun\n```"
        #expect(GuideRules.differences(page(english), page("# 가\n```sh\njobu doctor  # 본다\n```\n```text\n실행\n```")) == [])
    }
}
