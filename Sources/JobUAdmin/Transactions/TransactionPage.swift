import Hummingbird
import HummingbirdCore
import JobUDatabase
import JobUModel
import JobUStore

/// `/transactions`.
struct TransactionPage {
    let admin: AdminContext
    let renderer: PageRenderer

    func add(to router: Router<some RequestContext>) {
        router.get("transactions") { request, _ in
            let frame = PageFrame(request, title: "transactions")
            let now = admin.now
            let report = await admin.inDoubt()
            return try renderer.page(
                "transactions",
                [
                    "has_transactions": !report.inDoubt.isEmpty,
                    "transactions": report.inDoubt.map { row($0, frame.texts, now) },
                    "unreachable": report.unreachable.sorted { $0.key < $1.key }.map { ["name": $0.key, "reason": $0.value] as View },
                ], frame: frame)
        }
    }

    private func row(_ transaction: InDoubtTransaction, _ texts: Texts, _ now: Timestamp) -> View {
        let isHazard = transaction.state == .hazard
        return [
            "gtrid": transaction.gtrid, "state": texts[isHazard ? "tx_hazard" : "tx_in_doubt"],
            "state_class": isHazard ? "s-failed" : "s-pending", "since": Show.time(transaction.startedAt),
            "age": Show.duration(from: transaction.startedAt, to: now), "databases": transaction.databases,
            "decided_by": transaction.decisionDatabase ?? "?", "reason": transaction.reason,
        ]
    }
}
