extension Texts {
    /// Texts of the audit log.
    static let audit: [Row] = [
        ("audit", "Audit log", "감사 로그"),
        ("actor", "Who", "누가"),
        ("action", "Action", "동작"),
        ("subject", "What", "대상"),
        ("number", "Number", "번호"),
        ("changes", "Changes", "변경"),
        ("before_after", "before and after", "전과 후"),
        ("no_audit", "Nothing here that fits", "해당하는 기록이 없습니다"),
        ("actor_user", "user", "사용자"),
        ("actor_token", "token", "토큰"),
        ("actor_local", "this machine", "이 컴퓨터"),
        ("actor_cli", "command line", "명령줄"),
        ("kind_cron", "cron", "크론"),
        ("kind_job", "job", "Job"),
        ("kind_queue", "queue", "큐"),
        ("kind_user", "user", "사용자"),
        ("kind_token", "token", "토큰"),
        ("kind_transaction", "transaction", "트랜잭션"),
        ("kind_alert", "alert", "알림"),
    ]
}
