import JobUStore
import Testing

@Suite("A page of a list")
struct PageTests {
    @Test("that holds the list's end knows the total without counting")
    func end() {
        #expect(Page(number: 1, size: 20).total(0) == 0)
        #expect(Page(number: 1, size: 20).total(20) == 20)
        #expect(Page(number: 3, size: 20).total(7) == 47)
    }

    @Test("that does not hold it, lies beyond it, or was not asked for by number does not")
    func elsewhere() {
        #expect(Page(number: 1, size: 20).total(21) == nil)
        #expect(Page(number: 2, size: 20).total(0) == nil)
        #expect(Page(.after(.number(5)), size: 20).total(3) == nil)
        #expect(Page(.before(.number(5)), size: 20).total(3) == nil)
    }
}
