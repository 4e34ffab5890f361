import AsyncHTTPClient
import Foundation
import JobUModel
import JobUStore
import NIOCore
import NIOHTTP1
import Subprocess
import Testing

/// A real process that is attacked with connections.
@Suite("Connection floods", .serialized, .timeLimit(.minutes(2)))
struct ConnectionFloodTests {
    @Test("1,000 half-open requests keep nobody out: pages are answered, and jobs of the same process succeed")
    func halfOpen() async throws {
        let place = try await Workplace()
        let status = try await place.running("run", under: ["prlimit", "--nofile=1024:1024"]) { tool in
            let ready = try await tool.line(containing: "is ready")
            let url = try #require(ready.split(separator: " ").last.map(String.init))
            let port = try #require(UInt16(url.split(separator: ":").last ?? ""))
            let crowd = try HalfOpenCrowd(1_000, port: port)
            defer { crowd.close() }
            let page = try await HTTPClient.shared.execute(HTTPClientRequest(url: url + "/crons"), timeout: .seconds(20))
            #expect(page.status == .ok)
            #expect(String(buffer: try await page.body.collect(upTo: 1_000_000)).contains("</html>"))
            let id = try await place.enqueue()
            #expect(try await place.ended(id).status == .success)
            // The first thousand are not served for ever: what they hold is bounded.
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(tool.pid)/fd").count
            #expect(open < 700, "\(open) descriptors are open")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }
}

/// Connections that begin a request and never end it.
private final class HalfOpenCrowd: Sendable {
    private let sockets: [Int32]

    init(_ count: Int, port: UInt16) throws {
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        limits.rlim_cur = min(limits.rlim_max, max(limits.rlim_cur, rlim_t(count + 500)))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var made: [Int32] = []
        for _ in 1...count {
            let one = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard one >= 0 else { throw CrowdError(what: "socket", number: errno) }
            made.append(one)
            let result = withUnsafePointer(to: address) { place in
                place.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(one, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            guard result == 0 else { throw CrowdError(what: "connect", number: errno) }
            let text = "GET / HTTP/1.1\r\nX: "
            // A connection that was closed meanwhile takes nothing; that is what is tried here.
            _ = send(one, text, text.utf8.count, Int32(MSG_NOSIGNAL))
        }
        sockets = made
    }

    func close() { for one in sockets { Glibc.close(one) } }

    struct CrowdError: Error {
        var what: String
        var number: Int32
    }
}
