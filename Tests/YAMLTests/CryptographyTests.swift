import Cryptography
import Testing

@Suite struct CryptographyTests {
    @Test(
        "digests are those of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(text: String, expected: String) {
        #expect(SHA256.digest(text).hexadecimal == expected)
        #expect(SHA256.digest(AnySequence(text.utf8)).hexadecimal == expected)
    }

    @Test("a digest in pieces is the digest of the whole")
    func incremental() {
        var hasher = SHA256Hasher()
        hasher.update(Array("ab".utf8))
        hasher.update([])
        hasher.update("c".utf8)
        #expect(hasher.finalize() == SHA256.digest("abc"))
    }

    @Test("a certificate tells its name and its dates")
    func certificate() throws {
        let certificate = try #require(Certificate(pem: Array(Self.pem.utf8)))
        #expect(certificate.commonName == "evenkeel-test")
        #expect(certificate.notAfter - certificate.notBefore == 86_400)
        #expect(Certificate(pem: Array("no certificate".utf8)) == nil)
    }

    static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBtzCCAV2gAwIBAgIURvJPYCL9TjGmhSLfQLEmWqD71tQwCgYIKoZIzj0EAwIw
        MTEXMBUGA1UECgwOc3lzdGVtOm1hc3RlcnMxFjAUBgNVBAMMDWV2ZW5rZWVsLXRl
        c3QwHhcNMjYxMTIxMDgwNTE2WhcNMjYxMTIyMDgwNTE2WjAxMRcwFQYDVQQKDA5z
        eXN0ZW06bWFzdGVyczEWMBQGA1UEAwwNZXZlbmtlZWwtdGVzdDBZMBMGByqGSM49
        AgEGCCqGSM49AwEHA0IABB0e3WNugfey140MJOsM9dPo2JwBQHMxnpHjnnUWuooX
        T9ZjLsUtNTmqq6ujt8nXp4YN1K+2MJNAMRshmG0QYkmjUzBRMB0GA1UdDgQWBBTz
        PmMIPLcT+9Ar0wMG4OdoSDN4dTAfBgNVHSMEGDAWgBTzPmMIPLcT+9Ar0wMG4Odo
        SDN4dTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIGmTELVJjk7z
        P0Ul17YegntcMPmnbmmchwb7dEdxw4vmAiEAwqE0Q/885meenvBPBC4z5RM3SPSP
        tjPSUltsC6SfhhY=
        -----END CERTIFICATE-----
        """
}
