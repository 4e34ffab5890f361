import Yams

/// YAML text to a tree of settings. The only file that knows the parser.
enum YAMLText {
    /// Aliases are refused with their place, but only once the tree stands. The parser hashes mapping keys while it
    /// builds the tree, which a handful of nested aliases could stretch without end, so many are refused beforehand.
    private static let aliasesMax = 20

    /// Nil for a file that holds nothing but comments.
    static func parse(_ text: String, file: String) throws(ConfigurationError) -> SettingsNode? {
        guard aliasCandidates(in: text) <= aliasesMax else {
            throw Place(file: file).error("has too many aliases ('*name'); write the values out")
        }
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            guard let root = try parser.nextRoot() else { return nil }
            if let second = try parser.nextRoot() {
                throw place(second.mark, file).error("a second document begins here; a file has one")
            }
            // Anchors are only known while their parser lives.
            return try withExtendedLifetime(parser) { try node(root, file: file) }
        } catch let error as ConfigurationError {
            throw error
        } catch let error as YamlError {
            throw configurationError(error, text: text, file: file)
        } catch {
            throw Place(file: file).error("cannot be parsed: \(type(of: error))")
        }
    }

    private static func node(_ node: Node, file: String) throws -> SettingsNode {
        let here = place(node.mark, file)
        let position = here.position ?? Position(line: 1, column: 1)
        if node.anchor != nil { throw here.error("anchors and aliases are not supported; write the values out") }
        switch node {
        case .scalar(let scalar):
            try refuseTag(scalar.tag, at: here)
            return SettingsNode(
                content: .scalar(scalar.string, isPlain: scalar.style == .plain), position: position)
        case .sequence(let sequence):
            try refuseTag(sequence.tag, at: here)
            return SettingsNode(content: .list(try sequence.map { try Self.node($0, file: file) }), position: position)
        case .mapping(let mapping):
            try refuseTag(mapping.tag, at: here)
            return SettingsNode(content: .mapping(try mapping.map { try entry($0, file: file) }), position: position)
        case .alias:
            throw here.error("anchors and aliases are not supported; write the values out")
        }
    }

    private static func entry(_ pair: (key: Node, value: Node), file: String) throws -> SettingsNode.Entry {
        let key = try node(pair.key, file: file)
        guard case .scalar(let name, _) = key.content else {
            throw Place(file: file, position: key.position).error("a key must be a word, not \(key.kind)")
        }
        return SettingsNode.Entry(key: name, keyPosition: key.position, value: try node(pair.value, file: file))
    }

    /// Quoted text carries the tag of text; nothing else may carry one.
    private static func refuseTag(_ tag: Tag, at place: Place) throws(ConfigurationError) {
        let untagged = ["", "!", Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue]
        guard untagged.contains(tag.description) else { throw place.error("tags ('!name') are not supported") }
    }

    private static func place(_ mark: Mark?, _ file: String) -> Place {
        Place(file: file, position: mark.map { Position(line: $0.line, column: $0.column) })
    }

    /// The reason of a parser error; its full text would quote the line, which may contain a password.
    private static func configurationError(_ error: YamlError, text: String, file: String) -> ConfigurationError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            if lineIsIndentedByTab(mark.line, of: text) {
                return place(mark, file).error("this line is indented with a tab; use spaces")
            }
            if problem.hasPrefix("Maximum nesting level") { return place(mark, file).error("is nested too deeply") }
            return place(mark, file).error("is not valid YAML: \(problem)")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let position = Position(line: max(before.count, 1), column: (before.last?.count ?? 0) + 1)
            return Place(file: file, position: position).error("is not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let here = place(context.mark, file)
            return here.child(keys.first ?? "", at: here.position).error("this key is given twice")
        default:
            return Place(file: file).error("is not valid YAML")
        }
    }

    private static func lineIsIndentedByTab(_ line: Int, of text: String) -> Bool {
        let lines = text.split(maxSplits: line, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    /// How often a `*` stands where an alias could begin: rather one too many than one too few.
    private static func aliasCandidates(in text: String) -> Int {
        let blanks: Set<Character> = [" ", "\t"]
        let openers = blanks.union(["[", "{", ",", ":"])
        return text.split(whereSeparator: \.isNewline).reduce(0) { count, line in
            guard line.contains("*"), line.first(where: { !blanks.contains($0) }) != "#" else { return count }
            return count
                + zip(" " + line, line).count { before, character in
                    character == "*" && openers.contains(before)
                }
        }
    }
}
