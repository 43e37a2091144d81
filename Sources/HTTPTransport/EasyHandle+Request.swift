internal import CCurl

extension EasyHandle {
    /// Sets everything for one request but the callbacks. The header list must live as long as the transfer.
    func prepare(
        _ request: HTTPRequest, headers: HeaderList, configuration: CurlTransportConfiguration
    ) throws(CurlFailure) {
        try setGeneral(configuration)
        let isAutomatic = request.version == .automatic
        try set(CURLOPT_HTTP_VERSION, isAutomatic ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        try setMethod(request)
        try setTLS(request.tls)
        try setProxy(request.proxy)
        try set(CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.milliseconds)
        try set(CURLOPT_USERAGENT, configuration.userAgent)
        for line in Self.lines(of: request) { try headers.append(line) }
        try set(CURLOPT_HTTPHEADER, list: headers)
    }

    private func setGeneral(_ configuration: CurlTransportConfiguration) throws(CurlFailure) {
        try set(CURLOPT_NOSIGNAL, true)
        try usePrivateSockets()
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, false)
        try set(CURLOPT_PATH_AS_IS, true)
        try set(CURLOPT_PIPEWAIT, true)
        try set(CURLOPT_TCP_KEEPALIVE, true)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        // gzip alone: brotli bombs are a hundred times denser.
        if configuration.acceptsCompression { try set(CURLOPT_ACCEPT_ENCODING, "gzip") }
    }

    private func setMethod(_ request: HTTPRequest) throws(CurlFailure) {
        if request.method == .head {
            try set(CURLOPT_NOBODY, true)
            return
        }
        let wantsBody = request.body != nil || [.post, .put, .patch].contains(request.method)
        if wantsBody {
            let body = request.body ?? []
            try set(CURLOPT_POST, true)
            try setBody(body)
        } else {
            try set(CURLOPT_HTTPGET, true)
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    private func setBody(_ body: [UInt8]) throws(CurlFailure) {
        try setLarge(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
        // curl copies as many bytes as the size says; an empty array has no address, but curl wants one.
        if body.isEmpty { return try set(CURLOPT_COPYPOSTFIELDS, "") }
        try set(CURLOPT_COPYPOSTFIELDS, bytes: body)
    }

    private func setTLS(_ tls: TLSConfiguration) throws(CurlFailure) {
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let authority = tls.certificateAuthority {
            try set(CURLOPT_CAINFO_BLOB, blob: authority)
            // The system's folder would be trusted beside it otherwise.
            try set(CURLOPT_CAPATH, nil as String?)
        }
        if let certificate = tls.clientCertificate { try set(CURLOPT_SSLCERT_BLOB, blob: certificate) }
        if let key = tls.clientKey { try set(CURLOPT_SSLKEY_BLOB, blob: key) }
        if tls.skipsVerification {
            try set(CURLOPT_SSL_VERIFYPEER, false)
            try set(CURLOPT_SSL_VERIFYHOST, false)
        }
    }

    private func setProxy(_ proxy: ProxyConfiguration) throws(CurlFailure) {
        switch proxy {
        case .environment: break
        case .none: try set(CURLOPT_PROXY, "")
        case .url(let url):
            try set(CURLOPT_PROXY, url)
            try set(CURLOPT_NOPROXY, "")
        }
    }

    private static func lines(of request: HTTPRequest) -> [String] {
        // An empty value is written with a semicolon; a colon alone would remove the field.
        var lines = request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // curl would claim a form, and wait for "100 Continue" before larger bodies.
        if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        if request.headers["Expect"] == nil { lines.append("Expect:") }
        return lines
    }
}

extension Duration {
    /// At least one, as curl takes zero for its own default; at most a month, to fit into a C `long` anywhere.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 2_000_000 else { return 2_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
