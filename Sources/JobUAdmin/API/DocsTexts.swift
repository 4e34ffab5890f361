extension Texts {
    /// Texts of the page that describes the API.
    static let docs: [Row] = [
        ("docs", "API", "API"),
        (
            "docs_text",
            "Requests and responses are JSON with snake_case names and RFC 3339 times in UTC. If there are users, send an API token: Authorization: Bearer jobu_…",
            "요청과 응답은 JSON이며 이름은 snake_case, 시각은 UTC RFC 3339 형식입니다. 사용자가 있으면 API 토큰을 보내세요: Authorization: Bearer jobu_…"
        ),
        (
            "docs_errors",
            "Errors have detail and code. Invalid input returns 422 with every invalid field.",
            "오류 응답에는 detail과 code가 있습니다. 잘못된 입력에는 422와 함께 문제가 있는 필드를 모두 알려 줍니다."
        ),
        ("method", "Method", "메서드"),
        ("path", "Path", "경로"),
        ("summary_column", "Description", "설명"),
        ("takes", "Input", "입력"),
    ]
}
