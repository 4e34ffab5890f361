import Foundation
import JobUModel
import Testing

@testable import JobUAdmin

@Suite("docs/security.md")
struct SecurityPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Files that name tests and hold none.
    private static let lists = ["SecurityPage.swift", "SecurityPage+", "BuiltinPage", "ConfigurationPage"]

    /// A section in one line.
    private static func section(_ title: String) throws -> String {
        let page = try String(contentsOf: root.appending(path: "docs/security.md"), encoding: .utf8)
        let start = try #require(page.range(of: "\n## \(title)\n")).upperBound
        let rest = page[start...]
        return rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("each sentence is listed with the tests that show it, and no other is")
    func sentences() throws {
        for (title, claims) in SecurityPage.sections {
            #expect(try Self.section(title) == claims.map(\.sentence).joined(separator: " "), "\(title)")
        }
    }

    @Test("each of those tests is there")
    func tests() throws {
        var sources = ""
        for folder in ["Tests", "Sources/JobUConformance", "Sources/JobUContracts"] {
            let files = try #require(FileManager.default.enumerator(at: Self.root.appending(path: folder), includingPropertiesForKeys: nil))
            for case let file as URL in files
            where ["swift", "py"].contains(file.pathExtension) && !Self.lists.contains(where: file.lastPathComponent.hasPrefix) {
                sources += try String(contentsOf: file, encoding: .utf8)
            }
        }
        for claim in SecurityPage.sections.flatMap(\.claims) {
            for name in claim.tests { #expect(sources.contains("\"\(name)\""), "\(claim.sentence) → \(name)") }
        }
        #expect(SecurityPage.sections.flatMap(\.claims).filter(\.tests.isEmpty).count == 8)
    }

    @Test("the numbers on the page of security are those of the program")
    func numbers() {
        #expect(PasswordCost.standard == PasswordCost(logN: 15, blockSize: 8, parallelism: 3))
        let configuration = AdminConfiguration()
        #expect(configuration.bodyBytesMax == 1_048_576 && configuration.headerBytesMax == 32_768)
        #expect(configuration.sessionIdle == .seconds(43_200) && configuration.sessionLifetime == .seconds(604_800))
        #expect(configuration.eventRecheck == .seconds(5) && configuration.searchedMax == 100_000)
        let limits = ConnectionLimits()
        #expect(limits.idleTimeout == .seconds(30) && limits.requestTimeout == .seconds(30))
        #expect(LoginLimits.Key.address("").attemptsMax == 10 && LoginLimits.Key.address("").refill == .seconds(30))
        #expect(LoginLimits.Key.network("").attemptsMax == 60 && LoginLimits.Key.network("").refill == .seconds(5))
        #expect(LoginLimits.Key.device("").attemptsMax == 10)
        #expect(AccountRules.passwordLengthMin == 12)
    }

    @Test("the units and the image of a project keep what they create from others")
    func templates() throws {
        let folder = Self.root.appending(path: "Sources/JobUTemplates/Templates/common")
        for unit in ["all-roles", "worker"] {
            let text = try String(contentsOf: folder.appending(path: "systemd/\(unit).service"), encoding: .utf8)
            #expect(text.contains("\nUMask=0077\n"))
        }
        let image = try String(contentsOf: folder.appending(path: "Dockerfile"), encoding: .utf8)
        #expect(image.contains("mkdir --mode=0700 data") && image.contains("chmod -R go= config"))
    }
}
