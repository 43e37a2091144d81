internal import CCurl

/// What is known about a failed transfer beside curl's code.
struct Circumstances {
    /// curl's own words.
    var message: String
    /// The request may have been written, in part or as a whole.
    var hasStarted: Bool
    /// The status with which the proxy answered to CONNECT; 0 if it was not asked.
    var proxyStatus = 0
    /// OpenSSL's `X509_V_ERR_…`; 0 if the chain itself is good.
    var verification = 0
}

extension Circumstances {
    init(_ transfer: RunningTransfer) {
        let message = transfer.easy.message
        self.init(
            message: message, hasStarted: transfer.transfer.hasStarted,
            proxyStatus: transfer.easy.number(CURLINFO_HTTP_CONNECTCODE),
            verification: transfer.easy.number(CURLINFO_SSL_VERIFYRESULT))
    }
}

extension HTTPError.Kind {
    init(curl code: CURLcode, _ circumstances: Circumstances) {
        if circumstances.proxyStatus != 0, circumstances.proxyStatus / 100 != 2 {
            self = .proxy
            return
        }
        switch code {
        case CURLE_URL_MALFORMAT: self = .invalidURL
        case CURLE_COULDNT_RESOLVE_HOST: self = .cannotResolve
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy
        case CURLE_COULDNT_CONNECT: self = .cannotConnect
        // The only limit that curl is given is the one for connecting.
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut(.connect)
        case CURLE_OUT_OF_MEMORY: self = .outOfMemory
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            self = .protocolViolation
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND:
            self = .connectionLost(afterRequestSent: true)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            self = Self.lost(circumstances)
        default: self = HTTPError.TLSProblem(curl: code, circumstances).map { .tls($0) } ?? .other
        }
    }

    /// With TLS 1.3 a server refuses a client's certificate only after the client has begun to write.
    private static func lost(_ circumstances: Circumstances) -> HTTPError.Kind {
        if circumstances.message.contains("alert") { return .tls(.handshake) }
        return .connectionLost(afterRequestSent: circumstances.hasStarted)
    }
}

extension HTTPError.TLSProblem {
    fileprivate init?(curl code: CURLcode, _ circumstances: Circumstances) {
        switch code {
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CLIENTCERT: self = .handshake
        case CURLE_SSL_CERTPROBLEM: self = .clientCertificate
        case CURLE_SSL_CACERT_BADFILE: self = .certificateAuthority
        case CURLE_PEER_FAILED_VERIFICATION: self = Self.verification(circumstances.verification)
        default: return nil
        }
    }

    /// The numbers are those of OpenSSL's `x509_vfy.h`. The name is compared by curl itself,
    /// before it asks OpenSSL for its verdict on the chain, which is "unspecified" (1) until then.
    private static func verification(_ result: Int) -> Self {
        switch result {
        case 0, 1, 62, 64: .wrongName
        case 9: .notYetValid
        case 10: .expired
        default: .untrusted
        }
    }
}
