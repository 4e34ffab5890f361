extension Texts {
    /// Texts of the page that describes the API.
    static let docs: [Row] = [
        ("docs", "API", "API"),
        (
            "docs_text",
            "JSON in and out, snake_case names, times in RFC 3339 in UTC. Once there are users, send an API token: Authorization: Bearer jobu_…",
            "JSON을 주고받으며 이름은 snake_case, 시각은 UTC RFC 3339입니다. 사용자가 있으면 API 토큰을 보내세요: Authorization: Bearer jobu_…"
        ),
        (
            "docs_errors",
            "Errors carry detail and code; input that cannot be used answers 422 and names every field.",
            "오류에는 detail과 code가 있고, 잘못된 입력은 422로 모든 필드를 알려 줍니다."
        ),
        ("method", "Method", "메서드"),
        ("path", "Path", "경로"),
        ("summary_column", "What it does", "설명"),
        ("takes", "Takes", "입력"),
    ]
}
