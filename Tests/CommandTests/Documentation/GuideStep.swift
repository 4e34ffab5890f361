import Foundation

/// One thing that a page tells people to do.
enum GuideStep: Sendable, Equatable {
    /// `jobu run …`: it goes on while the rest of the page is followed.
    case start([String])
    /// Lines for a shell.
    case script(String)

    /// What a page tells people to do on an engine: the shell blocks that name it, and for SQLite those that name nothing. Those that
    /// name `project` are for a project of `jobu init`, which script/template-test builds and runs.
    static func steps(of page: GuidePage, on engine: StoreEngine) -> [GuideStep] {
        page.blocks.filter { $0.info == ["sh"] ? engine == .sqlite : $0.language == "sh" && $0.engine == engine }.flatMap { block in
            block.lines.reduce(into: [GuideStep]()) { steps, line in
                if line.hasPrefix("jobu run") {
                    let words = line.components(separatedBy: " #")[0].split(separator: " ").dropFirst().map(String.init)
                    steps.append(.start(words))
                } else if case .script(let text)? = steps.last {
                    steps[steps.count - 1] = .script(text + "\n" + line)
                } else {
                    steps.append(.script(line))
                }
            }
        }
    }
}
