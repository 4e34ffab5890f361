import JobUCron
import Testing

/// Text that was written to do harm.
struct HostileInputTests {
    private static let alphabet = Array(
        " \t*,-/?#@LW0123456789HR~%&+MONFRIJANDEC=.:\\\"'\0\n\u{7F}\u{A0}\u{131}\u{17F}\u{FF11}\u{2014}🎉".unicodeScalars.map(String.init))

    @Test("random text is read or refused, quickly")
    func fuzz() {
        var random = SplitMix64(seed: 4_711)
        let clock = ContinuousClock()
        for round in 0..<20_000 {
            let text = (0..<Int.random(in: 0...24, using: &random)).map { _ in random.pick(Self.alphabet) }.joined()
            let time = clock.measure { check(text) }
            #expect(time < .seconds(1), "seed 4711, round \(round): \(text.debugDescription)")
        }
    }

    @Test("valid text with one thing changed is read or refused, quickly")
    func mutations() {
        var random = SplitMix64(seed: 815)
        let seeds = ["*/15 9-17 * * MON-FRI", "0 0 1,15,L * *", "0 0 15W * ?", "30 4 * 1-6/2 FRI#2,5L", "@daily", "0 0 L-3 2 * */7"]
        for _ in 0..<20_000 {
            var parts = random.pick(seeds).unicodeScalars.map(String.init)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !parts.isEmpty {
                let place = Int.random(in: parts.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: parts[place] = random.pick(Self.alphabet)
                case 1: parts.insert(random.pick(Self.alphabet), at: place)
                default: parts.remove(at: place)
                }
            }
            check(parts.joined())
        }
    }

    @Test("a mebibyte is refused at once", arguments: ["*", "0,", "9", " ", "\u{FF11}", "@", "*/1,", "L", "\0"])
    func mebibyte(piece: String) {
        let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
        let time = ContinuousClock().measure {
            #expect(throws: CronParseError.self) { try CronExpression(text) }
        }
        #expect(time < .seconds(1))
    }

    @Test("the longest legal text is read, one byte more is refused")
    func longest() throws {
        let fields = ["*", "*", "*", "*"].joined(separator: " ")
        let list = String(repeating: "0,", count: (512 - fields.utf8.count - 2) / 2) + "0"
        let text = list + " " + fields + String(repeating: " ", count: 512 - list.utf8.count - fields.utf8.count - 1)
        #expect(text.utf8.count == 512)
        #expect(try CronExpression(text).canonicalText == "0 * * * *")
        let error = try #require(throws: CronParseError.self) { try CronExpression(text + " ") }
        #expect(error.code == .tooLong)
    }

    private func check(_ text: String) {
        do {
            let expression = try CronExpression(text)
            #expect(try CronExpression(expression.canonicalText) == expression, "\(text.debugDescription)")
            #expect(expression.isReboot || expression.next(after: 0, in: .utc) != nil, "\(text.debugDescription)")
            #expect(!expression.words(in: .english).isEmpty && !expression.words(in: .korean).isEmpty)
        } catch {
            #expect(error.offset >= 0 && error.length >= 0 && error.offset + error.length <= text.utf8.count, "\(text.debugDescription)")
        }
    }
}
