import JobUHTTP
import Testing

@Suite("addresses")
struct AddressTests {
    @Test(
        "an address that is not public is known as what it is, however it is wrapped",
        arguments: [
            ("127.0.0.1", AddressKind.loopback), ("127.255.255.254", .loopback), ("::1", .loopback),
            ("10.0.0.1", .private), ("172.16.0.1", .private), ("172.31.255.255", .private), ("192.168.1.1", .private),
            ("100.64.0.1", .private), ("100.127.255.255", .private), ("198.18.0.1", .private),
            ("fc00::1", .private), ("fd12:3456::1", .private), ("fec0::1", .private),
            ("169.254.169.254", .linkLocal), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
            ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("ff02::1", .multicast),
            ("0.0.0.0", .unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified),
            ("255.255.255.255", .reserved), ("240.0.0.1", .reserved), ("192.0.2.1", .reserved), ("2001:db8::1", .reserved),
            ("2001::1", .reserved), ("4000::1", .reserved), ("100::1", .reserved), ("64:ff9b:1::1", .reserved),
            // Wrapped: mapped, compatible, translated, NAT64, 6to4, ISATAP.
            ("::ffff:127.0.0.1", .loopback), ("::ffff:7f00:1", .loopback), ("::127.0.0.1", .loopback),
            ("::ffff:0:10.0.0.1", .private), ("64:ff9b::169.254.169.254", .linkLocal), ("2002:7f00:1::", .loopback),
            ("2002:a9fe:a9fe::1", .linkLocal), ("2a00::5efe:10.0.0.1", .private), ("2a00::200:5efe:127.0.0.1", .loopback),
        ])
    func special(text: String, kind: AddressKind) throws {
        #expect(AddressKind(try #require(IPAddress(text))) == kind)
    }

    @Test(
        "an address anybody may have is public",
        arguments: [
            "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1", "192.169.0.1",
            "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
        ])
    func ordinary(text: String) throws {
        #expect(AddressKind(try #require(IPAddress(text))) == .public)
    }

    @Test(
        "an odd spelling is no address",
        arguments: [
            "", "0x7f.1", "2130706433", "127.1", "0177.0.0.1", "127.0.0.1.", "127.0.0.1 ", "[::1]", "::1%lo", "1.2.3.4\u{0}", "1.2.3.256",
            "１２７.0.0.1",
        ])
    func odd(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("an address is shown in its usual spelling")
    func spelling() {
        #expect(IPAddress("FE80:0:0:0:0:0:0:1").map(String.init) == "fe80::1")
        #expect(IPAddress("192.168.000.1".replacing("000", with: "0")).map(String.init) == "192.168.0.1")
    }

    @Test("a range holds what begins with its bits, of its own family")
    func ranges() throws {
        let ten = try #require(AddressRange("10.1.2.3/8"))
        #expect(ten.description == "10.0.0.0/8")
        #expect(ten.contains(try #require(IPAddress("10.255.0.1"))))
        #expect(!ten.contains(try #require(IPAddress("11.0.0.1"))))
        #expect(!ten.contains(try #require(IPAddress("::ffff:10.0.0.1"))))
        let all = try #require(AddressRange("::/0"))
        #expect(all.contains(try #require(IPAddress("ff02::1"))))
        #expect(!all.contains(try #require(IPAddress("1.2.3.4"))))
        #expect(try #require(AddressRange("::1")).description == "::1/128")
    }

    @Test(
        "what is no range is refused",
        arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10.0.0.0/8/8", "::/129", "10.0.0/8", "10.0.0.0/+8", "a/8"])
    func badRanges(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
