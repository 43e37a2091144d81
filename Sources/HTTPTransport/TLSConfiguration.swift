/// What a connection needs for TLS, as PEM text in memory. Nothing is read from or written to files.
public struct TLSConfiguration: Sendable, Hashable {
    /// The certificates to trust, instead of the system's; nil trusts the system's.
    public var certificateAuthority: [UInt8]?
    public var clientCertificate: [UInt8]?
    /// The private key of the client certificate, without a passphrase.
    public var clientKey: [UInt8]?
    /// The name to ask for (SNI) and to verify, where it differs from the URL's host.
    public var serverName: String?
    /// Accepts any certificate. For experiments only: it gives every man in the middle the token.
    public var skipsVerification: Bool

    public init(
        certificateAuthority: [UInt8]? = nil,
        clientCertificate: [UInt8]? = nil,
        clientKey: [UInt8]? = nil,
        serverName: String? = nil,
        skipsVerification: Bool = false
    ) {
        self.certificateAuthority = certificateAuthority
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
        self.serverName = serverName
        self.skipsVerification = skipsVerification
    }
}

extension TLSConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says what is set, never its content.
    public var description: String {
        var parts = [certificateAuthority == nil ? "system certificates" : "own certificate authority"]
        if clientCertificate != nil { parts.append("client certificate") }
        if let serverName { parts.append("server name \(serverName)") }
        if skipsVerification { parts.append("NOT VERIFIED") }
        return "TLSConfiguration(" + parts.joined(separator: ", ") + ")"
    }

    public var debugDescription: String { description }

    /// Keeps the key out of `dump` and of test failure reports too.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
