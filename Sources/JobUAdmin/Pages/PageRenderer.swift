import HTTPTypes
import Hummingbird
import HummingbirdCore
import Mustache

struct PageRenderer: Sendable {
    init() throws {}
    func error(_ error: AdminError, _ request: Request) throws -> Response { Response(status: error.status) }
}
