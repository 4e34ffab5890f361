import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/audit`: who changed what, newest first.
struct AuditRoutes {
    let admin: AdminContext

    func add(to router: Router<AdminRequestContext>) {
        router.get("api/audit") { request, _ in
            var query = QueryReader(request.uri, allowed: AuditFilter.queryNames.union(["before", "size"]))
            let filter = AuditFilter(&query)
            let before = query.int64("before")
            let size = query.int("size", in: 1...100) ?? 20
            try query.finish()
            // One more than asked for tells whether there is a next page.
            let found = try await admin.store.auditEntries(filter, before: before, limit: size + 1)
            return JSONReply(AuditListReply(found, size: size))
        }
    }
}
