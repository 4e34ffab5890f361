import Testing

/// The program as its user starts it, with the configuration of this project.
@Suite("the program", .serialized)
struct ProgramTests {
    @Test("a worker of its own runs what its command line asks for")
    func runs() throws {
        let run = try Program().run("hello")
        #expect(run.status == "SUCCESS", "\(run.errorMessage ?? "")")
        #expect(run.result?.data["greeting"] == "Hello, world!")
    }
}
