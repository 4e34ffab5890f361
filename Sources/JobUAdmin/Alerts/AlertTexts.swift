extension Texts {
    /// Texts of the page of alerts.
    static let alerts: [Row] = [
        ("alerts", "Alerts", "알림"),
        ("alerts_text", "Messages to the webhooks of alerts.yaml, newest first.", "alerts.yaml의 웹훅으로 보내는 메시지입니다. 최신순."),
        ("alert_event", "Event", "사건"),
        ("webhook", "Webhook", "웹훅"),
        ("alert_subject", "About", "대상"),
        ("alert_created", "Since", "발생"),
        ("alert_attempts", "Attempts", "시도"),
        ("next_attempt", "next", "다음"),
        ("alert_body", "Message", "메시지"),
        ("no_alerts", "No alerts yet", "알림이 없습니다"),
        (
            "no_alerts_text",
            "Name a webhook in config/alerts.yaml, and what happens is told there. Try it out:",
            "config/alerts.yaml에 웹훅을 등록하면 사건이 생길 때 그곳으로 알립니다. 시험해 보기:"
        ),
        ("no_alerts_match", "No alert matches.", "조건에 맞는 알림이 없습니다."),
        ("notice_alert_retried", "The message will be sent again.", "메시지를 다시 보냅니다."),
        ("alert_state_PENDING", "waiting", "대기"),
        ("alert_state_DELIVERED", "delivered", "전달됨"),
        ("alert_state_DEAD", "given up", "포기됨"),
        ("alert_event_failed", "failed", "실패"),
        ("alert_event_late", "late", "지연"),
        ("alert_event_dead_worker", "dead worker", "죽은 워커"),
        ("alert_event_in_doubt", "transaction in doubt", "미결 트랜잭션"),
        ("alert_event_store", "store", "저장소"),
        ("alert_event_test", "test", "시험"),
    ]
}
