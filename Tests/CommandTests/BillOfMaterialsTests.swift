import Foundation
import Subprocess
import Testing

/// SECURITY.md: "`script/sbom` writes the bill of materials of a build".
@Suite("The bill of materials", .timeLimit(.minutes(1)))
struct BillOfMaterialsTests {
    private struct Bill: Decodable {
        struct Component: Decodable {
            var name: String
            var version: String
            var purl: String
        }

        var bomFormat: String
        var specVersion: String
        var components: [Component]
    }

    private struct Pins: Decodable {
        struct Pin: Decodable {
            struct State: Decodable { var version: String? }

            var location: String
            var state: State
        }

        var pins: [Pin]
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text() async throws -> String {
        let script = root.appendingPathComponent("script/sbom").path
        let ended = try await Subprocess.run(
            .name("bash"), arguments: [script], output: .string(limit: 1_000_000), error: .string(limit: 100_000))
        #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
        return ended.standardOutput
    }

    @Test("it lists every resolved package and the libraries of the system, and is the same each time")
    func complete() async throws {
        let text = try await Self.text()
        let bill = try JSONDecoder().decode(Bill.self, from: Data(text.utf8))
        #expect(bill.bomFormat == "CycloneDX" && bill.specVersion == "1.5")
        let resolved = try Data(contentsOf: Self.root.appendingPathComponent("Package.resolved"))
        let pins = try JSONDecoder().decode(Pins.self, from: resolved).pins
        #expect(pins.count > 10)
        for pin in pins {
            let name = URL(fileURLWithPath: pin.location).lastPathComponent.replacing(".git", with: "")
            #expect(bill.components.contains { $0.name == name && $0.version == pin.state.version && $0.purl.hasPrefix("pkg:swift/") })
        }
        for library in ["libpq", "libmariadb", "sqlite3"] {
            #expect(bill.components.contains { $0.name == library && $0.version != "unknown" })
        }
        #expect(try await Self.text() == text)
    }
}
