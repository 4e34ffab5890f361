import Testing

@Suite("hello", .serialized)
struct HelloTests {
    private let program: Program

    init() throws { program = try Program() }

    @Test("greets whom it is told to")
    func greets() throws {
        let run = try program.run("hello", #"{"to": "서울"}"#)
        #expect(run.status == "SUCCESS", "\(run.errorMessage ?? "")")
        #expect(run.result?.action == "greeted")
        #expect(run.result?.data["greeting"] == "Hello, 서울!")
    }

    @Test("greets the world when it is told nothing")
    func greetsWorld() throws {
        #expect(try program.run("hello").result?.data["greeting"] == "Hello, world!")
    }

    @Test("says what is wrong with its parameters")
    func refuses() throws {
        let run = try program.run("hello", #"{"to": 5}"#)
        #expect(run.status == "FAILED")
        #expect(run.errorMessage?.contains("to") == true)
    }
}
