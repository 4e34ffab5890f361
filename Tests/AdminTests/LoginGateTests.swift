import JobUModel
import JobUTesting
import Testing

@testable import JobUAdmin

@Suite("Guessing", .timeLimit(.minutes(1)))
struct LoginGateTests {
    private let start = Timestamp(epochSeconds: 1_767_225_600)
    private let mina = User(
        id: UserID(rawValue: 1), name: "mina", role: .admin, createdAt: Timestamp(epochSeconds: 0), updatedAt: Timestamp(epochSeconds: 0),
        lastLoginAddress: "198.51.100.7")

    private static func address(_ text: String) -> ClientAddress {
        ClientAddress(peer: text, isTLS: false, forwardedFor: [], forwardedProto: nil, trusted: [])
    }

    /// Whether an attempt may be made.
    private static func isLetIn(_ gate: LoginGate, _ name: String, _ address: String, _ user: User?, _ device: DeviceMark? = nil)
        async throws -> Bool
    {
        if case .attempt = try await gate.enter(name, from: Self.address(address), user: user, device: device) { true } else { false }
    }

    @Test("guesses for a user from ever new addresses keep the user out nowhere")
    func changingAddresses() async throws {
        let gate = LoginGate(time: .test(TestClock()))
        for number in 1...90 { #expect(try await Self.isLetIn(gate, "mina", "192.0.2.\(number)", mina)) }
        // From a place that nobody has seen yet, from the last one, and from a known browser behind a guesser's address.
        #expect(try await Self.isLetIn(gate, "mina", "203.0.113.1", mina))
        #expect(try await Self.isLetIn(gate, "mina", "198.51.100.7", mina))
        let mark = DeviceMark(.system, user: "mina", passwordHash: "hash")
        for _ in 1...12 { _ = try await gate.enter("mina", from: Self.address("192.0.2.1"), user: mina, device: nil) }
        #expect(try await !Self.isLetIn(gate, "mina", "192.0.2.1", mina))
        #expect(try await Self.isLetIn(gate, "mina", "192.0.2.1", mina, mark))
    }

    @Test("each address has ten attempts in a row, whatever the names; a known place has its own")
    func perAddress() async throws {
        let gate = LoginGate(time: .test(TestClock()))
        for number in 1...10 { #expect(try await Self.isLetIn(gate, "user\(number)", "192.0.2.1", nil)) }
        let answer = try await gate.enter("mina", from: Self.address("192.0.2.1"), user: mina, device: nil)
        #expect(answer == .wait(.seconds(30)))
        // Guesses at other names from the address of the last login do not keep its user out.
        for number in 1...12 { _ = try await gate.enter("x\(number)", from: Self.address("198.51.100.7"), user: nil, device: nil) }
        #expect(try await Self.isLetIn(gate, "mina", "198.51.100.7", mina))
    }

    @Test("a network of IPv6 is one address, and 65,536 of them are not as many customers")
    func networks() async throws {
        let gate = LoginGate(time: .test(TestClock()))
        for number in 1...10 { #expect(try await Self.isLetIn(gate, "mina", "2001:db8:1:1::\(number)", mina)) }
        #expect(try await !Self.isLetIn(gate, "mina", "2001:db8:1:1:ffff::1", mina))
        for number in 2...51 { #expect(try await Self.isLetIn(gate, "mina", "2001:db8:1:\(number)::1", mina)) }
        #expect(try await !Self.isLetIn(gate, "mina", "2001:db8:1:9999::1", mina))
        #expect(try await Self.isLetIn(gate, "mina", "2001:db8:2:1::1", mina))
    }

    @Test("a known browser has ten attempts too")
    func device() async throws {
        let gate = LoginGate(time: .test(TestClock()))
        let mark = DeviceMark(.system, user: "mina", passwordHash: "hash")
        for number in 1...10 { #expect(try await Self.isLetIn(gate, "mina", "192.0.2.\(number)", mina, mark)) }
        #expect(try await !Self.isLetIn(gate, "mina", "192.0.2.99", mina, mark))
    }

    @Test("when very many guess, strangers wait, and known places do not")
    func everybody() async throws {
        let clock = TestClock()
        let gate = LoginGate(time: .test(clock))
        for number in 1...100 { #expect(try await Self.isLetIn(gate, "mina", "192.0.2.\(number)", nil)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...16 {
                group.addTask { _ = try await gate.enter("mina", from: Self.address("203.0.113.\(number)"), user: nil, device: nil) }
            }
            try await clock.sleepers(count: 16)
            await #expect(throws: PasswordHasherBusy.self) {
                try await gate.enter("mina", from: Self.address("203.0.113.99"), user: nil, device: nil)
            }
            #expect(try await Self.isLetIn(gate, "mina", "198.51.100.7", mina))
            clock.advance(by: .seconds(2))
            try await group.waitForAll()
        }
    }

    @Test("a right password gives the attempt back")
    func givenBack() async throws {
        let gate = LoginGate(time: .test(TestClock()))
        for _ in 1...30 {
            guard case .attempt(let attempt) = try await gate.enter("mina", from: Self.address("192.0.2.1"), user: mina, device: nil) else {
                Issue.record("no attempt")
                return
            }
            gate.giveBack(attempt)
        }
    }

    @Test("ten attempts in a row, then one every half minute; a right one costs nothing")
    func limits() {
        var limits = LoginLimits()
        let (one, other) = (LoginLimits.Key.address("a"), LoginLimits.Key.address("b"))
        for _ in 1...10 { #expect(limits.take([one], now: start) == nil) }
        #expect(limits.take([one], now: start) == .seconds(30))
        #expect(limits.take([one, other], now: start + .seconds(10)) == .seconds(20))
        #expect(limits.take([other], now: start) == nil)
        #expect(limits.take([one], now: start + .seconds(30)) == nil)
        #expect(limits.take([one], now: start + .seconds(30)) == .seconds(30))
        limits.giveBack([one], now: start + .seconds(30))
        #expect(limits.take([one], now: start + .seconds(30)) == nil)
    }

    @Test("millions of addresses take no more memory than a few, and do not wash the worst away")
    func bounded() {
        var limits = LoginLimits()
        for _ in 1...10 { _ = limits.take([.address("worst")], now: start) }
        for number in 1...30_000 { _ = limits.take([.address("\(number)")], now: start) }
        #expect(limits.count <= LoginLimits.countMax)
        #expect(limits.take([.address("worst")], now: start) != nil)
    }

    @Test("the mark of a browser is of one user, and of the password of now")
    func mark() throws {
        let mark = DeviceMark(.system, user: "mina", passwordHash: "hash")
        let read = try #require(DeviceMark(cookie: mark.cookie))
        #expect(read == mark && read.isOf(user: "mina", passwordHash: "hash"))
        #expect(!read.isOf(user: "vera", passwordHash: "hash") && !read.isOf(user: "mina", passwordHash: "other"))
        for text in ["", ".", mark.id, mark.cookie + "x", "x" + mark.cookie, mark.cookie.replacing(".", with: "")] {
            #expect(DeviceMark(cookie: text) == nil)
        }
    }
}
