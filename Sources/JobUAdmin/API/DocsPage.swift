import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// `/docs`: the API at a glance, with Swagger UI where it is set up; `/openapi.json`: the whole of it, for programs.
struct DocsPage {
    let renderer: PageRenderer
    let ui: SwaggerUI?

    func add(to router: Router<some RequestContext>) {
        router.get("openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: Self.document(below: .current)))
        }
        router.get("docs") { request, _ in try page(request) }
        router.get("docs/ui/:version/:name") { _, context in
            guard let ui, let file = context.parameters.get("name").flatMap({ ui.files[$0] }) else { throw AdminError.notFound("file") }
            return Response(
                status: .ok,
                headers: [
                    .contentType: file.type,
                    .cacheControl: Assets.cacheControl(isCurrent: context.parameters.get("version") == ui.version),
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
    }

    /// The document of the API, as it is for browsers below a base path.
    private static func document(below base: BasePath) -> ByteBuffer {
        guard !base.isRoot else { return ByteBuffer(bytes: PackageResources.openapi_json) }
        let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
        return ByteBuffer(string: text.replacing(servers, with: #""servers": [{"url": "\#(base.text)"}]"#, maxReplacements: 1))
    }

    static let servers = #""servers": [{"url": "/"}]"#

    private func page(_ request: Request) throws -> Response {
        let frame = PageFrame(request, title: "docs")
        let endpoints = Endpoint.all.map { endpoint in
            // Only what needs no number and changes nothing can be followed from here; an event stream never ends.
            let isLink = endpoint.method == "GET" && !endpoint.path.contains("{") && endpoint.path != "/api/events"
            return [
                "method": endpoint.method, "path": endpoint.path, "href": isLink ? endpoint.path : false,
                "takes": endpoint.takes, "summary": endpoint.summary(in: frame.language),
            ] as View
        }
        var response = try renderer.page("docs", ["endpoints": endpoints, "ui": ui?.version ?? false], frame: frame)
        // Its arrows and icons are pictures inside its style sheet.
        if ui != nil { response.headers[.contentSecurityPolicy] = ContentPolicy.text(images: " data:") }
        return response
    }
}
