import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// `/docs`: the API at a glance; `/openapi.json`: the whole of it, for programs.
struct DocsPage {
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.get("openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_json)))
        }
        router.get("docs") { request, _ in
            let frame = PageFrame(request, title: "docs")
            let endpoints = Endpoint.all.map { endpoint in
                // Only what needs no number and changes nothing can be followed from here; an event stream never ends.
                let isLink = endpoint.method == "GET" && !endpoint.path.contains("{") && endpoint.path != "/api/events"
                return [
                    "method": endpoint.method, "path": endpoint.path, "href": isLink ? endpoint.path : false,
                    "takes": endpoint.takes, "summary": endpoint.summary(in: frame.language),
                ] as View
            }
            return try renderer.page("docs", ["endpoints": endpoints], frame: frame)
        }
    }
}
