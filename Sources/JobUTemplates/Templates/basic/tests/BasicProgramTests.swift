import Testing

/// The program as its user starts it, with the configuration of this project.
@Suite("the program", .serialized)
struct ProgramTests {
    @Test("a worker of its own runs what its command line asks for")
    func executions() throws {
        let execution = try Program().run("hello")
        #expect(execution.status == "SUCCESS", "\(execution.errorMessage ?? "")")
        #expect(execution.result?.data["greeting"] == "Hello, world!")
    }
}
