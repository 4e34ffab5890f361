import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUTesting
import Testing

@Suite("Swagger UI")
struct SwaggerUITests {
    private static let files = ["swagger-ui-bundle.js": "window.SwaggerUIBundle = () => {};", "swagger-ui.css": ".swagger-ui {}"]

    /// A folder with these files and one beside it that nobody may see.
    private static func folder(_ files: [String: String] = files) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        for (name, text) in files.merging(["secret.txt": "secret"], uniquingKeysWith: { one, _ in one }) {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        }
        return folder
    }

    private static func path(of name: String, in html: String) throws -> String {
        let paths = html.matches(of: /"(\/docs\/ui\/[0-9a-f]+\/[^"]+)"/).map { String($0.1) }
        return try #require(paths.first { $0.hasSuffix("/" + name) })
    }

    @Test("without a folder the page lists the API, confined as every page")
    func off() async throws {
        try await AdminHarness.open { harness in
            let page = try await harness.get("/docs")
            #expect(page.text.contains("/api/jobs/{id}/attempts") && !page.text.contains("swagger"))
            let usual = try await harness.get("/").headers[.contentSecurityPolicy]
            #expect(usual != nil && page.headers[.contentSecurityPolicy] == usual)
            #expect(try await harness.get("/docs/ui/0/swagger-ui.css").status == .notFound)
        }
    }

    @Test("with a folder the page loads both files from this service, and still lists the API")
    func on() async throws {
        let folder = try Self.folder()
        let ui = try SwaggerUI(folder: folder.path)
        try await AdminHarness.open({ $0.swaggerUI = ui }) { harness in
            let page = try await harness.get("/docs")
            #expect(page.text.contains("/api/jobs/{id}/attempts") && page.text.contains("id=\"swagger-ui\""))
            #expect(!page.text.contains("<script>") && !page.text.contains(" style="))
            for (name, type) in [("swagger-ui-bundle.js", "text/javascript; charset=utf-8"), ("swagger-ui.css", "text/css; charset=utf-8")]
            {
                let file = try await harness.get(try Self.path(of: name, in: page.text))
                #expect(file.text == Self.files[name])
                #expect(file.headers[.contentType] == type)
                #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
                #expect(try await harness.get("/docs/ui/0/\(name)").headers[.cacheControl] == "no-cache")
            }
        }
    }

    @Test("the page may show pictures of its style sheet, and no page may do anything else")
    func policy() async throws {
        let folder = try Self.folder()
        let ui = try SwaggerUI(folder: folder.path)
        try await AdminHarness.open({ $0.swaggerUI = ui }) { harness in
            let usual = try #require(try await harness.get("/").headers[.contentSecurityPolicy])
            let own = try #require(try await harness.get("/docs").headers[.contentSecurityPolicy])
            #expect(own == usual.replacing("img-src 'self'", with: "img-src 'self' data:"))
            #expect(own != usual && !own.contains("unsafe") && own.contains("script-src 'self';"))
            for uri in ["/crons", "/docs/nothing", "/docs/ui/0/swagger-ui.css", "/openapi.json"] {
                #expect(try await harness.get(uri).headers[.contentSecurityPolicy] == usual, "\(uri)")
            }
        }
    }

    @Test(
        "no other file is served",
        arguments: [
            "secret.txt", "..%2Fsecret.txt", "../secret.txt", "%2e%2e/%2e%2e/etc/passwd", "swagger-ui.css%00", "swagger-ui.css/", "",
        ])
    func traversal(name: String) async throws {
        let folder = try Self.folder()
        let ui = try SwaggerUI(folder: folder.path)
        try await AdminHarness.open({ $0.swaggerUI = ui }) { harness in
            let reply = try await harness.get("/docs/ui/0/\(name)")
            #expect(!reply.text.contains("secret") || reply.status == .notFound)
            // A slash at the end is none.
            #expect(reply.status == .notFound || reply.text == Self.files["swagger-ui.css"])
        }
    }

    @Test("with logins on, its files are for those who may see the page")
    func login() async throws {
        let folder = try Self.folder()
        let ui = try SwaggerUI(folder: folder.path)
        try await AdminHarness.open({ $0.swaggerUI = ui }) { harness in
            try await harness.user("mina", .admin)
            #expect(try await harness.get("/docs/ui/0/swagger-ui.css").status == .unauthorized)
            let viewer: HTTPFields = [.authorization: "Bearer \(try await harness.token(.viewer))"]
            #expect(try await harness.get("/docs/ui/0/swagger-ui.css", viewer).status == .ok)
        }
    }

    @Test("the files that were checked are the files that are served")
    func later() async throws {
        let folder = try Self.folder()
        let ui = try SwaggerUI(folder: folder.path)
        try Data("evil()".utf8).write(to: URL(fileURLWithPath: folder.path + "/swagger-ui-bundle.js"))
        try await AdminHarness.open({ $0.swaggerUI = ui }) { harness in
            let served = try await harness.get("/docs/ui/0/swagger-ui-bundle.js")
            #expect(served.text == Self.files["swagger-ui-bundle.js"])
        }
        let changed = try SwaggerUI(folder: folder.path)
        #expect(changed != ui)
    }

    @Test("a folder that cannot be used is refused with what is missing")
    func refused() throws {
        func problem(_ folder: String) -> String? {
            do {
                _ = try SwaggerUI(folder: folder)
                return nil
            } catch {
                return error.problem
            }
        }
        #expect(problem("/nowhere/swagger") == "names a folder that does not exist")
        let whole = try Self.folder()
        #expect(problem(whole.path + "/secret.txt") == "is not a folder")
        #expect(problem(whole.path) == nil)
        let half = try Self.folder(["swagger-ui.css": "a"])
        #expect(problem(half.path)?.contains("swagger-ui-bundle.js does not exist") == true)
        let empty = try Self.folder(["swagger-ui-bundle.js": "a", "swagger-ui.css": ""])
        #expect(problem(empty.path) == "names a folder whose swagger-ui.css is empty")
        let nested = try Self.folder(["swagger-ui-bundle.js": "a"])
        try FileManager.default.createDirectory(atPath: nested.path + "/swagger-ui.css", withIntermediateDirectories: false)
        #expect(problem(nested.path) == "names a folder whose swagger-ui.css is not a regular file")
    }
}
