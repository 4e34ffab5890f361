package import Hummingbird
import NIOCore

/// What Hummingbird keeps of a request, and who is at the other end of its connection.
package struct AdminRequestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer's IP address; nil without a network.
    let peer: String?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}
