/// Korean messages about names and passwords.
extension ProblemTexts {
    static let accountsKorean: [String: String] = [
        "must have 1 to 64 letters, digits or . _ - @ +": "글자, 숫자, . _ - @ + 로 1~64자여야 합니다",
        "must not contain invisible characters": "보이지 않는 문자를 포함할 수 없습니다",
        "must not mix letters of different scripts": "서로 다른 문자 체계의 글자를 섞을 수 없습니다",
        "must use the digits 0 to 9 only": "숫자는 0~9만 쓸 수 있습니다",
        "must not contain combining marks without a letter": "글자 없이 결합 부호만 쓸 수 없습니다",
        "must have at most 1024 bytes": "1024바이트 이하여야 합니다",
        "must have at least 12 characters": "12자 이상이어야 합니다",
        "must have at least 5 different characters": "서로 다른 문자를 5개 이상 써야 합니다",
        "must not be the user's name with little added": "사용자 이름과 거의 같을 수 없습니다",
        AccountRules.tooWeak: "흔한 단어, 이름, 연속된 글자나 반복으로 되어 있어 쉽게 맞힐 수 있습니다. 서로 관계없는 단어 몇 개를 쓰세요",
        "must have 1 to 100 printable characters": "표시할 수 있는 문자 1~100자여야 합니다",
        "must be in the future": "현재보다 나중 시각이어야 합니다",
    ]

    static let accountsKoreanStarts: [(String, String)] = [
        ("looks like the name of another user: ", "다른 사용자의 이름과 비슷해 보입니다: {0}")
    ]
}
