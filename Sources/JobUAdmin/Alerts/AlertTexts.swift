extension Texts {
    /// Texts of the page of alerts.
    static let alerts: [Row] = [
        ("alerts", "Alerts", "알림"),
        ("alerts_text", "Messages to the webhooks of alerts.yaml, newest first.", "alerts.yaml의 웹훅으로 보내는 메시지입니다(최신 순)."),
        ("alert_event", "Event", "이벤트"),
        ("webhook", "Webhook", "웹훅"),
        ("alert_subject", "About", "대상"),
        ("alert_created", "Created", "생성"),
        ("alert_attempts", "Attempts", "시도"),
        ("next_attempt", "next", "다음"),
        ("alert_body", "Message", "메시지"),
        ("no_alerts", "No alerts yet", "알림이 없습니다"),
        (
            "no_alerts_text",
            "Add a webhook to config/alerts.yaml to receive alerts. Test it:",
            "config/alerts.yaml에 웹훅을 추가하면 알림을 보냅니다. 시험해 보세요:"
        ),
        ("no_alerts_match", "No alert matches.", "조건에 맞는 알림이 없습니다."),
        ("notice_alert_retried", "Message requeued.", "메시지를 다시 보냅니다."),
        ("alert_state_PENDING", "pending", "대기"),
        ("alert_state_DELIVERED", "delivered", "전송됨"),
        ("alert_state_DEAD", "failed, gave up", "전송 실패(중단)"),
        ("alert_event_failed", "failed", "실패"),
        ("alert_event_late", "late", "지연"),
        ("alert_event_dead_worker", "dead worker", "죽은 워커"),
        ("alert_event_in_doubt", "transaction in doubt", "미확정 트랜잭션"),
        ("alert_event_store", "store", "저장소"),
        ("alert_event_test", "test", "시험"),
    ]
}
