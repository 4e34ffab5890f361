import JobUTesting
import Testing

@testable import JobUWorker

@Suite("What a handler's process prints")
struct OutputLinesTests {
    private func texts(_ lines: [OutputLines.Line]) -> [String] { lines.map(\.text) }

    @Test("becomes lines, each stream for itself, with what has no end at the end")
    func lines() {
        var output = OutputLines()
        #expect(texts(output.take(Array("하나\n두".utf8), from: .stdout)) == ["하나"])
        #expect(texts(output.take(Array("Fatal error: x\r\n".utf8), from: .stderr)) == ["Fatal error: x"])
        #expect(
            output.take(Array("ul\n\n".utf8), from: .stdout) == [.init(stream: .stdout, text: "두ul"), .init(stream: .stdout, text: "")])
        _ = output.take(Array("끝".utf8), from: .stdout)
        #expect(output.finish() == [.init(stream: .stdout, text: "끝")])
        #expect(output.lastWords == "Fatal error: x")
    }

    @Test("is kept up to a size, and what is left out is counted; the last words stay")
    func bounded() {
        var output = OutputLines(sizeMax: 10)
        #expect(texts(output.take(Array("12345\n".utf8), from: .stdout)) == ["12345"])
        #expect(texts(output.take(Array("678\n90\nlast".utf8), from: .stderr)) == ["678"])
        #expect(output.take(Array(repeating: 65, count: 1_000_000), from: .stdout) == [])
        #expect(texts(output.finish()) == ["… 1000007 more bytes of output dropped"])
        #expect(output.lastWords == "678\n90\nlast")
    }

    @Test("is text whatever the bytes are, and long lines are cut between characters", arguments: 0..<50)
    func anyBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var output = OutputLines()
        var all = ""
        let text = Array(String(repeating: "가나다abc", count: 3_000).utf8)
        var rest = text[...]
        while !rest.isEmpty {
            let portion = rest.prefix(Int.random(in: 1...999, using: &random))
            rest = rest.dropFirst(portion.count)
            for line in output.take(portion, from: .stdout) {
                #expect(line.text.utf8.count <= OutputLines.lineMax)
                all += line.text
            }
        }
        for line in output.finish() { all += line.text }
        #expect(Array(all.utf8) == text)
        let noise = (0..<5_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        _ = output.take(noise, from: .stderr)
        #expect(!output.lastWords.isEmpty)
    }

    @Test("has last words that begin with a fatal error, however many calls led to it")
    func fatal() {
        var output = OutputLines()
        _ = output.take(Array("before\nmain.swift:1: Fatal error: 끝\nCurrent stack trace:\n".utf8), from: .stderr)
        for number in 0..<60 { _ = output.take(Array("\(number) libc.so.6 0x00007f2d00aa71f5 <unavailable>\n".utf8), from: .stderr) }
        #expect(output.lastWords.hasPrefix("main.swift:1: Fatal error: 끝\nCurrent stack trace:\n0 libc"))
        #expect(output.lastWords.split(separator: "\n").count == 20)
    }

    @Test("has last words of at most twenty lines")
    func lastWords() {
        var output = OutputLines()
        for number in 1...1_000 { _ = output.take(Array("줄 \(number)\n".utf8), from: .stderr) }
        #expect(output.lastWords.split(separator: "\n").count == 20)
        #expect(output.lastWords.hasSuffix("줄 1000"))
        _ = output.take(Array(repeating: 0xEA, count: 100_000), from: .stderr)
        #expect(output.lastWords.count <= 300)
    }
}

@Suite("What the system says of a process")
struct ProcessFactsTests {
    @Test("memory is that of its own, that of files, and what is mapped")
    func memory() throws {
        let memory = try #require(ProcessMemory(statm: "1000 300 100 20 0 400 0\n", pageSize: 4_096))
        #expect(memory.own == 200 * 4_096)
        #expect(memory.shared == 100 * 4_096)
        #expect(memory.mapped == 400 * 4_096)
        #expect(ProcessMemory(statm: "", pageSize: 4_096) == nil)
        #expect(ProcessMemory(of: "self") != nil)
        #expect(ProcessMemory(of: "0") == nil)
    }

    @Test("an end is an exit code or a signal")
    func ends() {
        #expect(ChildExit.Exit(waitStatus: 3 << 8) == .exited(3))
        #expect(ChildExit.Exit(waitStatus: 0) == .exited(0))
        #expect(ChildExit.Exit(waitStatus: 11 | 0x80) == .signaled(11))
        #expect(SignalName.of(11) == "SIGSEGV")
        #expect(SignalName.of(64) == "signal 64")
    }
}
