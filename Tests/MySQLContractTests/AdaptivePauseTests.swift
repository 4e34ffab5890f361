import Testing

@testable import JobUMySQL

@Suite("The pause between two queries of the counters")
struct AdaptivePauseTests {
    @Test("it is short while things happen, grows while nothing does, and never beyond half a second")
    func grows() {
        var pause = AdaptivePause()
        var before = pause.pause
        #expect(before == .milliseconds(10))
        for _ in 0..<100 {
            pause.record(found: false)
            #expect(pause.pause >= before && pause.pause <= .milliseconds(500))
            before = pause.pause
        }
        #expect(pause.pause == .milliseconds(500))
        pause.record(found: true)
        #expect(pause.pause == .milliseconds(10))
    }
}
