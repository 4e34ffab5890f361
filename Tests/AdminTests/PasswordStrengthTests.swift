import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUTesting
import Testing

@testable import JobUAdmin

@Suite("Strength of passwords")
struct PasswordStrengthTests {
    @Test(
        "a password made of what everybody uses is refused",
        arguments: [
            "password1234", "Password123!", "P@ssw0rd2024", "qwertyuiop12", "iloveyou2026", "letmein-letmein", "admin@company1",
            "welcome123456", "123456789012", "abcdefghijkl", "qazwsxedcrfv", "trustno1trustno1", "summer2024!!", "minamina1234",
            "jobu-admin-2026", "jobujobujobu1", "dkssudgktpdy12", "Mina.Kim.2026", "dragonmonkey1", "987654321abc",
        ])
    func weak(password: String) {
        let problems = AccountRules.problems(password: password, of: "mina.kim")
        #expect(!problems.isEmpty, "\(password): \(PasswordStrength(password, own: ["mina.kim", "jobu"]).bits) bits")
    }

    @Test(
        "a few unrelated words, and what nobody could make up, are taken",
        arguments: [
            "a few unrelated words", "correct horse battery", "brand new unrelated words", "four unrelated words here", "밤에 도는 배치 작업 넷",
            "kX9#vTq2mLz!", "another good one", "a brand new one!", "vera vera wang goes", "gt5b kq0s lw2m",
        ])
    func strong(password: String) {
        #expect(AccountRules.problems(password: password, of: "mina").isEmpty, "\(PasswordStrength(password, own: []).bits) bits")
    }

    @Test("the longest password takes no time to speak of")
    func long() {
        #expect(!PasswordStrength(String(repeating: "x7#k", count: 256), own: []).bits.isNaN)
        #expect(PasswordStrength("", own: []).isWeak)
    }

    @Test("what is wrong with a password or a name is said in Korean too")
    func korean() {
        for message in [AccountRules.tooWeak, "must have at least 12 characters", "looks like the name of another user: mina"] {
            #expect(ProblemTexts.text(message, in: .korean) != message)
            #expect(ProblemTexts.text(message, in: .korean).unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) })
        }
    }
}

@Suite("Names that look alike")
struct UserNameTests {
    private static func isRefused(_ name: String, among others: [String] = ["mina", "admin"]) -> Bool {
        let spelling = UserNameRules.spelling(name)
        return !(AccountRules.problems(userName: spelling) + UserNameRules.problems(spelling, among: others)).isEmpty
    }

    @Test(
        "a name that looks like another, or hides something, is refused",
        arguments: [
            // Cyrillic а, Greek ν, a digit for a letter, two letters for one, a mark, a soft hyphen, a filler, Arabic digits.
            "\u{430}dmin", "adm\u{456}n", "\u{430}\u{501}\u{43C}\u{456}\u{43F}", "m1na", "rnina", "m\u{ED}na", "mi\u{AD}na", "mina\u{3164}",
            "mina\u{663}", "mina\u{200B}", "\u{3BC}\u{3B9}\u{3B7}\u{3B1}x\u{443}", "mi\u{202E}na", "mina\u{301}\u{327}\u{334}",
        ])
    func refused(name: String) {
        #expect(Self.isRefused(name))
    }

    @Test(
        "names of one script are taken, and Latin letters beside Korean, Japanese or Chinese",
        arguments: [
            "vera", "김민아", "mina민아", "vera.kim@example", "владимир", "αλέξανδρος", "山田taro", "たろう", "user-2", "josé",
        ])
    func taken(name: String) {
        #expect(!Self.isRefused(name), "\(UserNameRules.problems(UserNameRules.spelling(name), among: ["mina", "admin"]))")
    }

    @Test("full width and capitals are the same name")
    func spelling() {
        #expect(UserNameRules.spelling(" \u{FF2D}\u{FF49}na ") == "mina")
    }

    @Test("whoever has such a name already logs in as before, and a new one is refused over the API")
    func existing() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            try await harness.user("m\u{456}na", .viewer)
            #expect(try await harness.browser().login("m\u{456}na").status == .seeOther)
            let token = try await harness.token(.admin)
            let refused = try await harness.send(
                .post, "/api/users",
                "{\"name\":\"\u{43C}\u{456}\u{43F}\u{430}\",\"password\":\"correct horse battery\",\"role\":\"viewer\"}",
                [.authorization: "Bearer \(token)"])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("looks like the name of another user"))
        }
    }
}
