import Foundation
import JobUTemplates
import Testing

@Suite("The name of a project")
struct ProjectNameTests {
    @Test(
        "names program and module",
        arguments: [
            ("myproject", "myproject", "myproject"), ("my-project", "my-project", "my_project"), ("Nightly2", "Nightly2", "Nightly2"),
            ("정산", "jeongsan", "jeongsan"), ("야간-정산", "yagan-jeongsan", "yagan_jeongsan"), ("résumé", "resume", "resume"),
            ("ㄱ정산", "gjeongsan", "gjeongsan"),
        ])
    func names(folder: String, product: String, target: String) throws {
        let name = try ProjectName(folder)
        #expect(name.folder == folder)
        #expect(name.product == product)
        #expect(name.target == target)
    }

    @Test("is the same however its letters are put together: a decomposed 정산 is 정산")
    func normalForm() throws {
        let name = try ProjectName("정산".decomposedStringWithCanonicalMapping)
        #expect(Array(name.folder.unicodeScalars) == Array("정산".unicodeScalars))
    }

    @Test("has a program of another name when asked")
    func program() throws {
        let name = try ProjectName("정산", program: "settlement")
        #expect(name.product == "settlement")
        #expect(throws: ProjectNameError.self) { try ProjectName("정산", program: "정산") }
        #expect(throws: ProjectNameError.self) { try ProjectName("정산", program: "class") }
        #expect(throws: ProjectNameError.self) { try ProjectName("정산", program: "") }
    }

    @Test(
        "is refused with the reason",
        arguments: [
            ("", "is empty"), ("a/b", "path separator"), ("..", "holds '.'"), ("a b", "holds ' '"), ("a\nb", "holds"),
            ("1st", "begins with '1'"),
            ("-x", "begins with '-'"), ("class", "word of Swift"), ("Protocol", "word of Swift"), ("main", "word of Swift"),
            ("JobU", "module the project uses"), ("jobucron", "module the project uses"), ("Logging", "module the project uses"),
            ("NIOCore", "module the project uses"), ("myTests", "module of tests"),
            (String(repeating: "a", count: 51), "has 51 characters"),
            ("🙂", "holds '🙂'"), ("a\"b", "holds '\"'"), ("$(reboot)", "holds '$'"),
        ])
    func refused(name: String, reason: String) {
        let error = #expect(throws: ProjectNameError.self) { try ProjectName(name) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
