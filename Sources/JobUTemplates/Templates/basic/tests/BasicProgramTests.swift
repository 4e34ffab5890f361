import Testing

/// The program as a user starts it, with the configuration of this project.
@Suite("the program", .serialized)
struct ProgramTests {
    @Test("the program's worker executes what its command line enqueues")
    func executions() throws {
        let execution = try Program().run("hello")
        #expect(execution.status == "SUCCESS", "\(execution.errorMessage ?? "")")
        #expect(execution.result?.data["greeting"] == "Hello, world!")
    }
}
