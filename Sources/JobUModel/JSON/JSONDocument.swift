/// A JSON text that was read strictly, as RFC 8259 has it: what it says, and where each part of it stands.
package struct JSONDocument: Sendable {
    /// One value of the text.
    package struct Node: Sendable {
        package enum Content: Sendable {
            case null
            case bool(Bool)
            case number
            case string(String)
            case array([Node])
            case object([Member])
        }

        package var content: Content
        /// The bytes of the text it stands in.
        package var range: Range<Int>
    }

    package struct Member: Sendable {
        package var key: String
        package var keyRange: Range<Int>
        package var value: Node
    }

    /// How deep JSON from outside may be nested: each level costs those who read it more than the one before.
    package static let levelsMax = 64

    let bytes: [UInt8]
    package let root: Node

    /// Reads a text.
    /// - Parameters:
    ///   - levelsMax: how deep it may be nested.
    ///   - allowsDuplicates: whether a key may stand in an object twice; the last one counts then. For texts that are stored already.
    /// - Throws: `JSONProblem` at the first place where it is no JSON.
    package init(_ text: String, levelsMax: Int = levelsMax, allowsDuplicates: Bool = false) throws(JSONProblem) {
        var reader = JSONReader(Array(text.utf8), levelsMax: levelsMax, allowsDuplicates: allowsDuplicates)
        root = try reader.document()
        bytes = reader.bytes
    }

    /// A value as it is written.
    package func text(of node: Node) -> String {
        String(decoding: bytes[node.range], as: UTF8.self)
    }

    package func value(of node: Node) -> JSONValue {
        switch node.content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number: JSONValue(number: text(of: node))
        case .string(let text): .string(text)
        case .array(let items): .array(items.map(value(of:)))
        case .object(let members): .object(Dictionary(members.map { ($0.key, value(of: $0.value)) }) { _, last in last })
        }
    }

    package var value: JSONValue { value(of: root) }
}

extension JSONDocument {
    /// The text on lines of its own, with every number, text and the order of keys as they are written.
    /// - Parameter indentation: blanks before each line but the first.
    package func pretty(indentation: Int = 0) -> String {
        var lines = ""
        write(root, indentation, to: &lines)
        return lines
    }

    private func write(_ node: Node, _ indentation: Int, to text: inout String) {
        let line = "\n" + String(repeating: " ", count: indentation + 2)
        switch node.content {
        case .array(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                text += (index == 0 ? "[" : ",") + line
                write(item, indentation + 2, to: &text)
            }
            text += line.dropLast(2) + "]"
        case .object(let members) where !members.isEmpty:
            for (index, member) in members.enumerated() {
                text += (index == 0 ? "{" : ",") + line + String(decoding: bytes[member.keyRange], as: UTF8.self) + " : "
                write(member.value, indentation + 2, to: &text)
            }
            text += line.dropLast(2) + "}"
        case .array: text += "[]"
        case .object: text += "{}"
        case .null, .bool, .number, .string: text += self.text(of: node)
        }
    }
}
