import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The style sheet, scripts and icon of the pages, from inside the program.
struct Assets {
    private static let script = "text/javascript; charset=utf-8"

    private static let files: [String: (type: String, bytes: [UInt8])] = [
        "jobu.css": ("text/css; charset=utf-8", styles.flatMap { $0 + [UInt8(ascii: "\n")] }),
        "main.js": (script, PackageResources.main_js), "times.js": (script, PackageResources.times_js),
        "live.js": (script, PackageResources.live_js), "ask.js": (script, PackageResources.ask_js),
        "preview.js": (script, PackageResources.preview_js), "keys.js": (script, PackageResources.keys_js),
        "log.js": (script, PackageResources.log_js), "charts.js": (script, PackageResources.charts_js),
        "docs.js": (script, PackageResources.docs_js),
        "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
    ]

    /// The style sheet's parts, in the order in which they count.
    private static var styles: [[UInt8]] {
        [
            PackageResources.base_css, PackageResources.frame_css, PackageResources.parts_css, PackageResources.tables_css,
            PackageResources.forms_css, PackageResources.charts_css, PackageResources.job_css,
            PackageResources.docs_css,
        ]
    }

    /// Changes with their content, so that a browser may keep them for good (FNV-1a).
    static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for name in files.keys.sorted() {
            for byte in files[name]?.bytes ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }()

    /// A page of an older program asks for an older version, and gets what there is, for this once.
    static func cacheControl(isCurrent: Bool) -> String { isCurrent ? "public, max-age=31536000, immutable" : "no-cache" }

    /// The version stands in the path, so that a script's imports have it too.
    func add(to router: Router<some RequestContext>) {
        router.get("assets/:version/:name") { _, context in
            guard let file = context.parameters.get("name").flatMap({ Self.files[$0] }) else { throw AdminError.notFound("file") }
            let isCurrent = context.parameters.get("version") == Self.version
            return Response(
                status: .ok,
                headers: [.contentType: file.type, .cacheControl: Self.cacheControl(isCurrent: isCurrent)],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
    }
}
