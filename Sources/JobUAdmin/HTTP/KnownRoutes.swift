import Hummingbird
import Synchronization

/// The paths and methods a router knows: a path that is asked in another way is not a path that does not exist.
final class KnownRoutes: Sendable {
    private struct Route {
        var method: String
        /// Nil for a part that may be anything.
        var parts: [String?]
    }

    private let routes = Mutex<[Route]>([])

    /// Reads a router that is complete.
    func learn(_ router: Router<some RequestContext>) {
        let known = router.routes.map { route in
            let parts = route.path.description.split(separator: "/").map { part in
                part.hasPrefix("{") || part.hasPrefix(":") ? nil : String(part)
            }
            return Route(method: route.method.rawValue, parts: parts)
        }
        routes.withLock { $0 = known }
    }

    /// What the path can be asked with, sorted; empty for one that nobody knows.
    func methods(for path: String) -> [String] {
        let parts = path.split(separator: "/")
        let fitting = routes.withLock { routes in
            routes.filter { route in
                route.parts.count == parts.count && zip(route.parts, parts).allSatisfy { known, part in known.map { $0 == part } ?? true }
            }
        }
        // A route that names the path stands before one that takes anything in its place.
        let variables = fitting.map { $0.parts.count { $0 == nil } }
        let methods = Set(zip(fitting, variables).filter { $0.1 == variables.min() }.map(\.0.method))
        return (methods.contains("GET") ? methods.union(["HEAD"]) : methods).sorted()
    }
}
