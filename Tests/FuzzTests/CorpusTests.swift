import Foundation
import FuzzTargets
import JobUTesting
import Testing

/// The corpus of `script/fuzz`, and what comes of it when it is spoiled, as ordinary tests.
@Suite("What reads texts of others keeps its promises", .timeLimit(.minutes(2)))
struct CorpusTests {
    private static func corpus(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let folder = try #require(Bundle.module.url(forResource: "Corpus", withExtension: nil)).appendingPathComponent(target.rawValue)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
    }

    @Test("with every file of the corpus", arguments: FuzzTarget.allCases)
    func files(target: FuzzTarget) throws {
        let corpus = try Self.corpus(target)
        #expect(corpus.count >= 5)
        for file in corpus {
            #expect(throws: Never.self, "\(target) \(file.name)") { try target.run(file.bytes) }
        }
    }

    @Test("with files of the corpus that were spoiled", arguments: FuzzTarget.allCases, 1...3 as ClosedRange<UInt64>)
    func spoiled(target: FuzzTarget, seed: UInt64) throws {
        let corpus = try Self.corpus(target).map(\.bytes)
        var random = SplitMix64(seed: seed)
        for round in 1...400 {
            let bytes = spoil(corpus, &random)
            #expect(
                throws: Never.self, "\(target), seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
            ) {
                try target.run(bytes)
            }
        }
    }

    /// One file with some bytes changed, dropped, doubled, or put in from another.
    private func spoil(_ corpus: [[UInt8]], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = corpus.randomElement(using: &random) ?? []
        for _ in 0...Int.random(in: 0...4, using: &random) {
            let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            let length = min(Int.random(in: 1...8, using: &random), bytes.count - place)
            switch Int.random(in: 0...4, using: &random) {
            case 0: if !bytes.isEmpty { bytes[place] = UInt8.random(in: 0...255, using: &random) }
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2: bytes.removeSubrange(place..<place + length)
            case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
            default:
                let other = corpus.randomElement(using: &random) ?? []
                let start = other.isEmpty ? 0 : Int.random(in: 0..<other.count, using: &random)
                bytes.insert(contentsOf: other[start...].prefix(12), at: place)
            }
        }
        return bytes
    }
}
