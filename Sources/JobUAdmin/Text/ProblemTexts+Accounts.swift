/// What is said of names and passwords, in Korean.
extension ProblemTexts {
    static let accountsKorean: [String: String] = [
        "must have 1 to 64 letters, digits or . _ - @ +": "글자, 숫자, . _ - @ + 로 1~64자여야 합니다",
        "must not hold invisible characters": "보이지 않는 문자를 포함할 수 없습니다",
        "must not mix letters of several scripts": "여러 문자 체계의 글자를 섞을 수 없습니다",
        "must be written with the digits 0 to 9": "숫자는 0~9로 써야 합니다",
        "must not hold marks without a letter": "글자에 합쳐지지 않는 부호를 포함할 수 없습니다",
        "must have at most 1024 bytes": "1024바이트 이하여야 합니다",
        "must have at least 12 characters": "12자 이상이어야 합니다",
        "must not be the same few characters over and over": "몇 글자만 되풀이할 수 없습니다",
        "must not be little more than the user's name": "사용자 이름과 거의 같을 수 없습니다",
        AccountRules.tooWeak: "너무 쉽게 맞힐 수 있습니다. 흔한 단어, 이름, 연속된 글자, 반복으로 되어 있습니다. 서로 관계없는 단어 몇 개를 쓰세요",
        "must have 1 to 100 printable characters": "표시할 수 있는 문자 1~100자여야 합니다",
        "must be in the future": "앞으로의 시각이어야 합니다",
    ]

    static let accountsKoreanStarts: [(String, String)] = [
        ("looks like the name of another user: ", "다른 사용자의 이름과 비슷해 보입니다: {0}")
    ]
}
