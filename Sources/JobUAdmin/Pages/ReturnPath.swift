/// Where a login leads to: a page of ours, whatever the address or the form says.
struct ReturnPath {
    let path: String

    init(_ asked: String?) {
        let asked = asked ?? "/"
        // A second slash, or what a browser takes for one, would begin the name of another host.
        let isLocal = asked.hasPrefix("/") && !asked.dropFirst().hasPrefix("/")
        let isPlain = asked.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") } && asked.utf8.count < 2_000
        let isPage = !["/login", "/logout", "/api/", "/assets/"].contains { asked.hasPrefix($0) }
        path = isLocal && isPlain && isPage ? asked : "/"
    }
}
