extension Texts {
    /// Texts of the page of transactions in doubt.
    static let transactions: [Row] = [
        ("transactions", "Multi-database transactions", "다중 DB 트랜잭션"),
        (
            "transactions_text",
            "Transactions that are not finished in every database. They complete automatically once all databases are available.",
            "아직 모든 DB에서 끝나지 않은 트랜잭션입니다. 모든 DB가 복구되면 자동으로 완료됩니다."
        ),
        ("transaction", "Transaction", "트랜잭션"),
        ("no_transactions", "No transactions in doubt", "미확정 트랜잭션이 없습니다"),
        (
            "no_transactions_text",
            "Every transaction is committed or rolled back in all of its databases. On the command line:",
            "모든 트랜잭션이 모든 DB에서 커밋되거나 롤백되었습니다. 명령줄에서 확인하세요:"
        ),
        ("tx_in_doubt", "in doubt", "미확정"),
        ("tx_hazard", "hazard", "확인 필요"),
        ("tx_age", "Age", "경과"),
        ("tx_databases", "Pending in", "미완료 DB"),
        ("tx_decided_by", "Decided by", "결정 DB"),
    ]
}
