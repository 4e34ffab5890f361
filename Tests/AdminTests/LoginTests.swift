import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Login")
struct LoginTests {
    @Test("a page that needs a login asks for it in its place, and leads back there")
    func there() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .viewer, first: "boss")
            let browser = harness.browser()
            let asked = try await browser.get("/jobs?status=FAILED")
            #expect(asked.status == .unauthorized)
            #expect(asked.text.contains(#"name="next" value="/jobs?status=FAILED""#))
            let reply = try await browser.post(
                "/login",
                [
                    "name": " Mina ", "password": AdminHarness.password, "next": "/jobs?status=FAILED",
                    "csrf": browser.csrf(in: asked.text),
                ])
            #expect(reply.status == .seeOther && reply.headers[.location] == "/jobs?status=FAILED")
            #expect(try await browser.get("/jobs?status=FAILED").status == .ok)
            #expect(try await browser.get("/").text.contains("mina"))
            #expect(try await harness.get("/api/me", browser.headers).json["role"]?.text == "viewer")
        }
    }

    @Test("the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host")
    func attributes() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            #expect(browser.attributes["jobu_session"] == " Path=/; HttpOnly; SameSite=Lax")
            let id = try #require(browser.cookies["jobu_session"])
            #expect(id.utf8.count == 43)
            // What the store has is another text.
            #expect(try await harness.fixture.store.session(id, now: harness.time.wall.now()) == nil)
        }
    }

    @Test("an id that was planted before the login is not that of the session, and the old session ends")
    func fixation() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            let planted = String(repeating: "x", count: 43)
            browser.cookies["jobu_session"] = planted
            #expect(try await browser.get("/").status == .unauthorized)
            _ = try await browser.login("mina")
            let first = try #require(browser.cookies["jobu_session"])
            #expect(first != planted)
            #expect(try await harness.get("/", [.cookie: "jobu_session=\(planted)"]).status == .unauthorized)
            // Logging in again, while logged in, is a new session too.
            let form = try await harness.get("/crons", [.cookie: "jobu_login=\(browser.cookies["jobu_login"] ?? "")"]).text
            _ = try await browser.post(
                "/login", ["name": "mina", "password": AdminHarness.password, "csrf": browser.csrf(in: form)])
            #expect(browser.cookies["jobu_session"] != first)
            #expect(try await harness.get("/", [.cookie: "jobu_session=\(first)"]).status == .unauthorized)
            #expect(try await browser.get("/").status == .ok)
        }
    }

    @Test("after logout the session is gone, also for whoever kept the cookie")
    func logout() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            let kept = browser.headers
            let reply = try await browser.post("/logout", ["csrf": try await browser.csrf()])
            #expect(reply.status == .seeOther && browser.cookies["jobu_session"] == nil)
            #expect(try await harness.get("/", kept).status == .unauthorized)
        }
    }

    @Test("a session ends when it is not used, and after its lifetime even when it is")
    func lifetime() async throws {
        let clock = TestClock()
        try await AdminHarness.open(
            {
                $0.sessionIdle = .seconds(600)
                $0.sessionLifetime = .seconds(1_500)
            }, time: .test(clock)
        ) { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            for _ in 1...2 {
                clock.advance(by: .seconds(599))
                #expect(try await browser.get("/account").status == .ok)
            }
            clock.advance(by: .seconds(303))
            #expect(try await browser.get("/account").status == .unauthorized)
            _ = try await browser.login("mina")
            clock.advance(by: .seconds(600))
            #expect(try await browser.get("/account").text.contains("has ended"))
        }
    }

    @Test("a session that may be idle for a minute lasts while it is used")
    func shortIdle() async throws {
        let clock = TestClock()
        try await AdminHarness.open({ $0.sessionIdle = .seconds(60) }, time: .test(clock)) { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            for _ in 1...10 {
                clock.advance(by: .seconds(40))
                #expect(try await browser.get("/account").status == .ok)
            }
            clock.advance(by: .seconds(60))
            #expect(try await browser.get("/account").status == .unauthorized)
        }
    }

    @Test("a wrong name and a wrong password get the same answer")
    func noEnumeration() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let known = try await harness.browser().login("mina", "wrong wrong wrong")
            let unknown = try await harness.browser().login("nobody", "wrong wrong wrong")
            #expect(known.status == .unauthorized && unknown.status == .unauthorized)
            func plain(_ reply: TestResponse, _ name: String) -> String {
                reply.text.replacing(/name="csrf" value="[^"]*"/, with: "").replacing(name, with: "NAME")
            }
            #expect(plain(known, "mina") == plain(unknown, "nobody"))
            #expect(known.headers[.location] == nil)
        }
    }

    @Test("wrong passwords are slowed down, whatever the name, and the right one is not let through meanwhile")
    func bruteForce() async throws {
        let clock = TestClock()
        try await AdminHarness.open(time: .test(clock)) { harness in
            try await harness.user("mina", .admin)
            for name in ["mina", "nobody"] {
                for _ in 1...5 { #expect(try await harness.browser().login(name, "wrong wrong wrong").status == .unauthorized) }
            }
            for name in ["mina", "nobody", "third"] {
                let reply = try await harness.browser().login(name)
                #expect(reply.status == .tooManyRequests)
                #expect(reply.headers[.retryAfter] == "30")
            }
            // Attempts that were sent away do not make the wait longer.
            clock.advance(by: .seconds(30))
            #expect(try await harness.browser().login("mina").status == .seeOther)
        }
    }

    @Test("a browser that has logged in before is not kept out by guesses from its own address, until the password changes")
    func knownBrowser() async throws {
        try await AdminHarness.open(time: .test(TestClock())) { harness in
            let mina = try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            #expect(browser.attributes["jobu_device"] == " Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax")
            browser.cookies["jobu_session"] = nil
            let stranger = harness.browser()
            // The last login came from here: one bucket is the user's, one the address's.
            for name in ["mina", "nobody"] { for _ in 1...10 { _ = try await stranger.login(name, "wrong wrong wrong") } }
            #expect(try await stranger.login("mina").status == .tooManyRequests)
            #expect(try await browser.login("mina").status == .seeOther)
            browser.cookies["jobu_session"] = nil
            // The mark is of one user.
            try await harness.user("vera", .viewer)
            #expect(try await browser.login("vera").status == .tooManyRequests)
            let hash = try PasswordHash("brand new words", cost: PasswordCost(logN: 4, parallelism: 1), salt: [9]).stored
            _ = try await harness.fixture.store.changeUser(mina.id, UserChange(passwordHash: hash), now: harness.time.wall.now())
            #expect(try await browser.login("mina", "brand new words").status == .tooManyRequests)
        }
    }

    @Test("a new password ends every session but the one it was set in, whose id changes too")
    func ownPassword() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .viewer, first: "boss")
            let (here, elsewhere) = (harness.browser(), harness.browser())
            _ = try await here.login("mina")
            _ = try await elsewhere.login("mina")
            let old = here.cookies["jobu_session"]
            func change(_ current: String, _ new: String) async throws -> TestResponse {
                try await here.post(
                    "/account", ["current_password": current, "new_password": new, "csrf": try await here.csrf()])
            }
            #expect(try await change("not my password", "a brand new one!").status == .unprocessableContent)
            #expect(try await change(AdminHarness.password, "short").text.contains("at least 12 characters"))
            #expect(try await change(AdminHarness.password, "a brand new one!").status == .seeOther)
            #expect(here.cookies["jobu_session"] != old)
            #expect(try await here.get("/").status == .ok)
            #expect(try await elsewhere.get("/").status == .unauthorized)
            #expect(try await harness.browser().login("mina").status == .unauthorized)
            #expect(try await harness.browser().login("mina", "a brand new one!").status == .seeOther)
        }
    }

    @Test("a user who is removed is out at once")
    func removed() async throws {
        try await AdminHarness.open { harness in
            let mina = try await harness.user("mina", .viewer, first: "boss")
            let browser = harness.browser()
            _ = try await browser.login("mina")
            try await harness.fixture.store.removeUser(mina.id)
            #expect(try await browser.get("/").status == .unauthorized)
        }
    }

    @Test(
        "a login leads to our own pages only",
        arguments: [
            "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "/a\r\nX: y", "/logout",
            "/login?next=/", "", "evil",
        ])
    func openRedirect(next: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let reply = try await harness.browser().login("mina", next: next)
            #expect(reply.status == .seeOther && reply.headers[.location] == "/")
        }
    }

    @Test("with an old hash that was cheaper, a login stores a new one")
    func rehash() async throws {
        try await AdminHarness.open({ $0.passwordCost = PasswordCost(logN: 5, parallelism: 1) }) { harness in
            try await harness.user("mina", .admin)
            #expect(try await harness.browser().login("mina").status == .seeOther)
            let stored = try #require(try await harness.fixture.store.credentials(of: "mina")?.passwordHash)
            #expect(stored.hasPrefix("$scrypt$ln=5,r=8,p=1$"))
            #expect(try await harness.browser().login("mina").status == .seeOther)
        }
    }

    @Test("without users nobody has to log in, and every page says so")
    func noLoginNotice() async throws {
        try await AdminHarness.open { harness in
            let page = try await harness.get("/crons").text
            #expect(page.contains("jobu user add NAME"))
            let me = try await harness.get("/api/me").json
            #expect(me["kind"]?.text == "local")
            #expect(try await harness.get("/login").headers[.location] == "/")
            let form = ["name": "mina", "password": AdminHarness.password, "role": "admin"]
            #expect(try await harness.browser().post("/users", form).status == .seeOther)
            #expect(try await harness.get("/crons").status == .unauthorized)
        }
    }
}
