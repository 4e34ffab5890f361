/// The parameters of a run of `shell`.
package struct ShellParams: Decodable, Sendable {
    /// The command and its arguments.
    var command: [String]?
    /// A line for `/bin/sh`, instead of `command`.
    var shell: String?
    /// Variables of the command, besides those of worker.yaml.
    var env: [String: String]
    /// Below the folder of worker.yaml.
    var directory: String?
    /// Text the command reads.
    var stdin: String?
    /// Exit codes that are no failure.
    var successCodes: Set<Int32>

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case command, shell, env, directory, stdin
        case successCodes = "success_codes"
    }

    /// A command without variables and stdin of its own.
    init(command: [String], directory: String?, successCodes: Set<Int32>) {
        self.command = command
        self.directory = directory
        self.successCodes = successCodes
        env = [:]
    }

    package init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        command = try container.decodeIfPresent([String].self, forKey: .command)
        shell = try container.decodeIfPresent(String.self, forKey: .shell)
        env = try container.decodeIfPresent([String: String].self, forKey: .env) ?? [:]
        directory = try container.decodeIfPresent(String.self, forKey: .directory)
        stdin = try container.decodeIfPresent(String.self, forKey: .stdin)
        successCodes = try container.decodeIfPresent(Set<Int32>.self, forKey: .successCodes) ?? [0]
        if command == nil, shell == nil {
            throw DecodingError.dataCorruptedError(
                forKey: .command, in: container,
                debugDescription: "is missing: a list of the command and its arguments, [\"date\", \"-u\"]")
        }
        if let command, command.isEmpty || command[0].isEmpty {
            throw DecodingError.dataCorruptedError(
                forKey: .command, in: container, debugDescription: "must begin with the name of a command")
        }
        if command != nil, shell != nil {
            throw DecodingError.dataCorruptedError(
                forKey: .shell, in: container, debugDescription: "is given in addition to 'command'; give one of them")
        }
        try refuseNUL()
    }

    /// The operating system would end a text there.
    private func refuseNUL() throws {
        let texts = (command ?? []) + [shell, directory].compactMap(\.self) + env.flatMap { [$0.key, $0.value] }
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "hold a NUL character"))
        }
    }
}
