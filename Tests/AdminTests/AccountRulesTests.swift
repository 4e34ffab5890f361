import Foundation
import JobUModel
import JobUTesting
import Synchronization
import Testing

@testable import JobUAdmin

@Suite("Passwords, limits and addresses")
struct AccountRulesTests {
    private let start = Timestamp(epochSeconds: 1_767_225_600)

    @Test("a hash knows its password, its cost and nothing else")
    func hash() throws {
        let cost = PasswordCost(logN: 4, parallelism: 2)
        let hash = try PasswordHash("밤에 도는 배치", cost: cost, salt: [1, 2, 3, 4])
        let read = try #require(PasswordHash(stored: hash.stored))
        #expect(read == hash && read.cost == cost)
        #expect(try read.matches("밤에 도는 배치"))
        // The same letters, taken apart.
        #expect(try read.matches("밤에 도는 배치".decomposedStringWithCanonicalMapping))
        #expect(try !read.matches("밤에 도는 배치 "))
        #expect(try PasswordHash("밤에 도는 배치", cost: cost, salt: [1, 2, 3, 5]).stored != hash.stored)
    }

    @Test("scrypt is scrypt: a vector of RFC 7914")
    func vector() throws {
        // N=1024, r=8, p=16, "password", "NaCl"; the first 32 bytes.
        let hash = try PasswordHash("password", cost: PasswordCost(logN: 10, blockSize: 8, parallelism: 16), salt: Array("NaCl".utf8))
        #expect(hash.stored == "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI")
    }

    @Test(
        "what is no hash, or would take the server's memory, is none",
        arguments: [
            "", "secret", "$scrypt$", "$scrypt$ln=15,r=8,p=3$AAAA$AAAA", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA",
            "$scrypt$ln=40,r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
            "$scrypt$ln=-1,r=8,p=1$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI",
        ])
    func noHash(text: String) {
        #expect(PasswordHash(stored: text) == nil)
    }

    @Test("an unknown user's password is hashed too, at the same cost")
    func decoy() async throws {
        let calls = CountedSecrets()
        let hasher = PasswordHasher(cost: PasswordCost(logN: 4, parallelism: 1), secrets: calls.source)
        #expect(try await hasher.check("x", against: nil) == .wrong)
        #expect(try await hasher.check("x", against: "broken") == .wrong)
        #expect(calls.count == 2)
        let stored = try await hasher.hash("x")
        #expect(try await hasher.check("x", against: stored) == .right)
        #expect(try await hasher.check("y", against: stored) == .wrong)
    }

    @Test("more checks at once than can wait are sent away, and none is lost")
    func busy() async throws {
        let hasher = PasswordHasher(cost: PasswordCost(logN: 10, parallelism: 1))
        let verdicts = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...100 {
                group.addTask {
                    do { return try await hasher.check("x", against: nil) == .wrong } catch { return !(error is PasswordHasherBusy) }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(verdicts.count == 100 && verdicts.contains(true) && verdicts.contains(false))
        #expect(try await hasher.check("x", against: nil) == .wrong)
    }

    @Test("a proxy's word counts only where it is trusted, and only as far as trust reaches")
    func addresses() throws {
        let trusted = try ["10.0.0.0/8", "2001:db8::/32"].map { try #require(NetworkRange($0)) }
        func address(_ peer: String?, _ forwarded: String..., proto: String? = nil) -> ClientAddress {
            ClientAddress(peer: peer, isTLS: false, forwardedFor: forwarded, forwardedProto: proto, trusted: trusted)
        }
        #expect(address("192.0.2.1", "198.51.100.9", proto: "https").text == "192.0.2.1")
        #expect(!address("192.0.2.1", proto: "https").isSecure)
        #expect(address("10.1.1.1", "198.51.100.9", proto: "https").text == "198.51.100.9")
        #expect(address("10.1.1.1", proto: "https").isSecure)
        #expect(address("10.1.1.1", "6.6.6.6, 198.51.100.9, 10.2.2.2").text == "198.51.100.9")
        #expect(address("10.1.1.1", "6.6.6.6", "198.51.100.9").text == "198.51.100.9")
        #expect(address("10.1.1.1", "<script>").text == "10.1.1.1")
        #expect(address("::ffff:10.1.1.1", "198.51.100.9").text == "198.51.100.9")
        #expect(address(nil).text == "unknown")
        #expect(address("2001:db9::1").bucket == address("2001:db9::ffff:1").bucket)
        #expect(address("192.0.2.1").bucket != address("192.0.2.2").bucket)
        #expect(address("2001:db9:0:1::1").bucket != address("2001:db9:0:2::1").bucket)
        #expect(address("2001:db9:0:1::1").network == address("2001:db9:0:2::1").network)
        #expect(address("192.0.2.1").network == nil)
        #expect(address("127.0.0.1").isDirect && address("::1").isDirect && !address("192.0.2.1").isDirect)
    }

    @Test(
        "what is no address and no network is refused",
        arguments: ["", "x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "1.2.3"])
    func noNetwork(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}

/// Counts how often secrets are asked for.
private final class CountedSecrets: Sendable {
    private let calls = Mutex(0)

    var count: Int { calls.withLock { $0 } }

    var source: SecretSource {
        SecretSource { [self] count in
            calls.withLock { $0 += 1 }
            return Array(repeating: 7, count: count)
        }
    }
}
