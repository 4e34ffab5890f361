extension Texts {
    /// Texts of the page of transactions in doubt.
    static let transactions: [Row] = [
        ("transactions", "Transactions over several databases", "다중 DB 트랜잭션"),
        (
            "transactions_text",
            "Those that are not finished in every database. They finish by themselves when all databases are back.",
            "아직 모든 DB에서 끝나지 않은 트랜잭션입니다. 모든 DB가 돌아오면 스스로 끝납니다."
        ),
        ("transaction", "Transaction", "트랜잭션"),
        ("no_transactions", "Nothing is unfinished", "미완료 트랜잭션이 없습니다"),
        (
            "no_transactions_text",
            "Every transaction is committed everywhere or nowhere. On the command line:",
            "모든 트랜잭션이 전부 커밋되었거나 전부 취소되었습니다. 명령줄에서 보려면:"
        ),
        ("tx_waiting", "waiting", "대기"),
        ("tx_hazard", "needs you", "확인 필요"),
        ("tx_age", "Age", "경과"),
        ("tx_databases", "Not finished in", "미완료 DB"),
        ("tx_decided_by", "Decided by", "결정 DB"),
    ]
}
