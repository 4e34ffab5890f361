import Foundation
import JobUComposition
import Testing

@Suite("Files that are no usable YAML")
struct BadYAMLTests {
    static let aliasBomb =
        "a: &a [x, x]\n"
        + (0..<40).map { "b\($0): &b\($0) [*\($0 == 0 ? "a" : "b\($0 - 1)"), *\($0 == 0 ? "a" : "b\($0 - 1)")]\n" }
        .joined()
        + "? *b39\n: 1\n"

    static let files: [BadFile] = [
        BadFile(
            "worker.yaml", "worker:\n\tpool_size: 3\n",
            "config/worker.yaml:2:1: this line is indented with a tab; use spaces"),
        BadFile(
            "worker.yaml", "worker:\r\n\tpool_size: 3\r\n",
            "config/worker.yaml:2:1: this line is indented with a tab; use spaces"),
        BadFile(
            "worker.yaml", "worker: [1, 2\n",
            "config/worker.yaml:2:1: is not valid YAML: did not find expected ',' or ']'"),
        BadFile(
            "worker.yaml", "worker:\n  queues: \"a\n",
            "config/worker.yaml:3:1: is not valid YAML: found unexpected end of stream"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 3\n pool_size: 4\n",
            "config/worker.yaml:3:2: is not valid YAML: did not find expected key"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: 3\n  pool_size: 4\n",
            "config/worker.yaml:2:3: pool_size: this key is given twice"),
        BadFile(
            "worker.yaml", "worker: {}\nworker: {}\n", "config/worker.yaml:1:1: worker: this key is given twice"),
        BadFile(
            "worker.yaml", "worker: {}\n---\nworker: {}\n",
            "config/worker.yaml:3:1: a second document begins here; a file has one"),
        BadFile(
            "worker.yaml", "worker:\n  queues: &names [a]\n",
            "config/worker.yaml:2:11: anchors and aliases are not supported; write the values out"),
        BadFile(
            "worker.yaml", "worker: &w\n  queues: [a]\nadmin: *w\n",
            "config/worker.yaml:1:9: anchors and aliases are not supported; write the values out"),
        BadFile(
            "worker.yaml", "worker: *w\n", "config/worker.yaml:1:9: is not valid YAML: found undefined alias"),
        BadFile(
            "worker.yaml", aliasBomb, "config/worker.yaml: has too many aliases ('*name'); write the values out"),
        BadFile(
            "worker.yaml", "worker:\n  pool_size: !!float 3\n",
            "config/worker.yaml:2:14: tags ('!name') are not supported"),
        BadFile(
            "worker.yaml", "worker:\n  queues: !mine [a]\n",
            "config/worker.yaml:2:11: tags ('!name') are not supported"),
        BadFile("worker.yaml", "? [a]\n: 1\n", "config/worker.yaml:1:3: a key must be a word, not a list"),
        BadFile(
            "worker.yaml", "worker: " + String(repeating: "[", count: 100_000),
            "config/worker.yaml:1:10: is nested too deeply"),
        BadFile(
            "worker.yaml", "worker: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
            "config/worker.yaml:1:9: worker: expected keys with values ('name: value'), found a list"),
        BadFile(
            "worker.yaml", "worker:\n  queues: [a\u{0}]\n",
            "config/worker.yaml:2:13: is not valid YAML: control characters are not allowed"),
        BadFile(
            "worker.yaml", String(repeating: "#", count: 1 << 20) + "\n", "config/worker.yaml: is larger than 1024 KiB"),
        BadFile(
            "databse.yaml", "",
            "config/databse.yaml: unknown file; did you mean 'database.yaml'? "
                + "allowed: database.yaml, dispatcher.yaml, worker.yaml, admin.yaml, log.yaml, alerts.yaml"),
        BadFile(
            "worker.yml", "",
            "config/worker.yml: unknown file; did you mean 'worker.yaml'? "
                + "allowed: database.yaml, dispatcher.yaml, worker.yaml, admin.yaml, log.yaml, alerts.yaml"),
    ]

    @Test("text that is no usable YAML is refused with its place", arguments: files)
    func refused(_ bad: BadFile) throws {
        let directory = try ConfigurationDirectory([bad.file: bad.text])
        #expect(directory.message() == bad.message)
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [Data([0xFF, 0xFE, 0x61, 0x00]), Data([0x61, 0x3A, 0x20, 0xC0])])
    func notUTF8(_ bytes: Data) throws {
        let directory = try ConfigurationDirectory(bytes: ["worker.yaml": bytes])
        #expect(directory.message() == "config/worker.yaml: is not UTF-8 text")
    }

    @Test("a directory in a file's place is refused")
    func directoryForFile() throws {
        let directory = try ConfigurationDirectory([:])
        try FileManager.default.createDirectory(
            atPath: directory.path + "/admin.yaml", withIntermediateDirectories: false)
        #expect(directory.message() == "config/admin.yaml: is not a regular file")
    }

    @Test("a link that leads nowhere is not taken for a missing file")
    func danglingLink() throws {
        let directory = try ConfigurationDirectory([:])
        try FileManager.default.createSymbolicLink(
            atPath: directory.path + "/admin.yaml", withDestinationPath: directory.path + "/gone")
        #expect(directory.message() == "config/admin.yaml: is not a regular file")
    }

    @Test("a file in the directory's place is refused")
    func fileForDirectory() throws {
        let directory = try ConfigurationDirectory(["worker.yaml": ""])
        let error = try #require(throws: ConfigurationError.self) {
            try JobUSettings.load(directory: directory.path + "/worker.yaml", environment: [:])
        }
        #expect(error.description.hasSuffix("config/worker.yaml: is not a directory"))
    }
}
