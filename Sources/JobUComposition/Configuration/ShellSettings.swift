package import JobUBuiltins

/// `worker.builtin.shell:` of worker.yaml: the commands that jobs can start, and their environment.
package struct ShellSettings: Sendable, Equatable {
    /// All but the variables of the worker: those are read when it starts.
    package var rules: ShellRules
    /// Variables of the worker that commands see.
    package var environment = ["HOME", "LANG", "TZ"]
    /// The named commands.
    package var named: [String: PinnedCommand] = [:]

    package init(commands: [String]) {
        rules = ShellRules(commands: commands)
    }
}

enum ShellKey: String, SettingsKey {
    case commands, path, environment, directory, named
    case environmentOfParams = "params_environment"
    case allowShellString = "allow_shell_string"
    case killAfter = "kill_after_seconds"
    case outputLinesMax = "output_lines_max"
}

extension ShellSettings {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<ShellKey>(section)
        let mayUseString = try reader.bool(.allowShellString, default: false)
        let rule = "a command's name (pg_dump) or its absolute path (/usr/bin/pg_dump)"
        let isCommand = { (text: String) in Self.isName(text) || Self.isAbsolutePath(text) }
        let commands = try reader.section(.named).named()
        // A shell can start anything, so that a list beside it is of no use.
        self.init(
            commands: mayUseString || !commands.isEmpty
                ? try reader.texts(.commands, rule, isCommand) ?? [] : try reader.allowList(.commands, rule, isCommand))
        rules.allowsShellString = mayUseString
        rules.path = try reader.texts(.path, "the absolute path of a folder", Self.isAbsolutePath) ?? rules.path
        environment = try reader.texts(.environment, "the name of a variable", Self.isVariable) ?? environment
        if let names = try reader.texts(.environmentOfParams, "the name of a variable", Self.isVariable) {
            rules.environmentOfParams = Set(names)
        }
        rules.directory = try reader.text(.directory, default: rules.directory)
        rules.killAfter = try reader.seconds(.killAfter, in: .milliseconds(100) ... .seconds(300), default: rules.killAfter)
        rules.outputLinesMax = try reader.int(.outputLinesMax, in: 0...9_000, default: rules.outputLinesMax)
        for (name, section) in commands { named[name] = try PinnedCommand(section, rule, isCommand) }
    }

    private static func isName(_ text: String) -> Bool {
        text != "." && text != ".." && text.utf8.count <= 255 && !text.hasPrefix("-")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" }
    }

    /// Without detours, so that one program has one spelling.
    private static func isAbsolutePath(_ text: String) -> Bool {
        guard text.hasPrefix("/"), text.utf8.count <= 4_096, !text.utf8.contains(0) else { return false }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }

    private static func isVariable(_ text: String) -> Bool {
        !(text.first?.isNumber ?? true) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
