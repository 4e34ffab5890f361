import Testing

@testable import JobUMySQL

@Suite("The pause between two looks at the bells")
struct AdaptivePauseTests {
    @Test("it is short while things happen, grows while nothing does, and never beyond half a second")
    func grows() {
        var pause = AdaptivePause()
        var before = pause.pause
        #expect(before == .milliseconds(10))
        for _ in 0..<100 {
            pause.note(found: false)
            #expect(pause.pause >= before && pause.pause <= .milliseconds(500))
            before = pause.pause
        }
        #expect(pause.pause == .milliseconds(500))
        pause.note(found: true)
        #expect(pause.pause == .milliseconds(10))
    }
}
