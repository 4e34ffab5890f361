import JobUTesting
import Testing

@testable import JobUWorker

@Suite("Frames between a worker and its child")
struct FrameTests {
    private func decoded(_ bytes: [UInt8]) throws -> [Frame] {
        var decoder = FrameDecoder()
        decoder.append(bytes)
        var frames: [Frame] = []
        while let frame = try decoder.next() { frames.append(frame) }
        return frames
    }

    @Test("come back as they were sent, whatever the portions", arguments: [1, 2, 3, 5, 6, 7, 64, 100_000])
    func portions(size: Int) throws {
        let sent = [
            Frame(.ready), Frame(.execution, payload: Array("안녕하세요".utf8)), Frame(.log, payload: [UInt8](repeating: 7, count: 70_000)),
            Frame(.beat),
        ]
        let bytes = try sent.flatMap { try $0.encoded() }
        var decoder = FrameDecoder()
        var received: [Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoder.append(bytes[start..<min(bytes.count, start + size)])
            while let frame = try decoder.next() { received.append(frame) }
        }
        #expect(received == sent)
    }

    @Test("that are cut off are no frames yet")
    func truncated() throws {
        let bytes = try Frame(.ended, payload: [1, 2, 3]).encoded()
        for count in 0..<bytes.count { #expect(try decoded(Array(bytes.prefix(count))) == []) }
        #expect(try decoded(bytes).count == 1)
    }

    @Test("of another version, kind or size are refused as soon as their header is there")
    func refused() throws {
        let good = try Frame(.log, payload: [1]).encoded()
        var version = good
        version[4] = 2
        #expect(throws: FrameError.unknownVersion(2)) { try decoded(version) }
        var kind = good
        kind[5] = 99
        #expect(throws: FrameError.unknownKind(99)) { try decoded(kind) }
        #expect(throws: FrameError.tooLong(0xFFFF_FFFF)) { try decoded([0xFF, 0xFF, 0xFF, 0xFF, Frame.version, Frame.Kind.log.rawValue]) }
        #expect(throws: FrameError.self) { try decoded(Array("HTTP/1.1 200 OK\r\n".utf8)) }
    }

    @Test("of the greatest length are sent, and longer ones are not")
    func longest() throws {
        let longest = Frame(.ended, payload: [UInt8](repeating: 0, count: Frame.payloadMax))
        #expect(try decoded(longest.encoded()) == [longest])
        #expect(throws: FrameError.tooLong(Frame.payloadMax + 1)) {
            try Frame(.ended, payload: [UInt8](repeating: 0, count: Frame.payloadMax + 1)).encoded()
        }
    }

    @Test("are never made of noise: it is refused or kept waiting, and takes no more room than it has", arguments: 0..<200)
    func noise(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var decoder = FrameDecoder()
        // One byte in four is one that a header may hold, so that some headers are right.
        let likely: [UInt8] = [0, 0, 0, 1, 3, 16, 17, 20]
        var count = 0
        do {
            for _ in 0..<2_000 {
                let noise = UInt8.random(in: .min ... .max, using: &random)
                decoder.append([noise < 192 ? likely[Int(noise) % likely.count] : noise])
                while let frame = try decoder.next() {
                    count += 1
                    #expect(frame.payload.count <= 2_000)
                }
            }
        } catch {
            // Refused, which is right.
        }
        #expect(count < 2_000)
    }
}
