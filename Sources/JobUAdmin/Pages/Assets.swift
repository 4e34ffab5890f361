import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The style sheet, script and icon of the pages, from inside the program.
struct Assets {
    private static let files: [String: (type: String, bytes: [UInt8])] = [
        "jobu.css": ("text/css; charset=utf-8", PackageResources.jobu_css),
        "jobu.js": ("text/javascript; charset=utf-8", PackageResources.jobu_js),
        "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
    ]

    /// Changes with their content, so that a browser may keep them for good (FNV-1a).
    static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for name in files.keys.sorted() {
            for byte in files[name]?.bytes ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }()

    func add(to router: Router<some RequestContext>) {
        router.get("assets/:name") { _, context in
            guard let file = context.parameters.get("name").flatMap({ Self.files[$0] }) else { throw AdminError.notFound("file") }
            return Response(
                status: .ok,
                headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
    }
}
