internal import COpenSSL

/// What has to be known of a certificate before it is used: to whom it belongs and how long it is valid.
public struct Certificate: Sendable, Hashable {
    /// The subject's common name; Kubernetes takes it for the user's name.
    public var commonName: String?
    /// Seconds since 1970.
    public var notBefore: Int64
    /// Seconds since 1970. The certificate is valid up to and including this second.
    public var notAfter: Int64

    /// Reads the first certificate of a PEM text; `nil` if there is none that can be read.
    public init?(pem: [UInt8]) {
        guard let length = Int32(exactly: pem.count), let bio = BIO_new_mem_buf(pem, length) else { return nil }
        defer { BIO_free(bio) }
        guard let certificate = PEM_read_bio_X509(bio, nil, nil, nil) else {
            // OpenSSL keeps errors per thread; the next caller on this thread must not find ours.
            ERR_clear_error()
            return nil
        }
        defer { X509_free(certificate) }
        guard let notBefore = Self.seconds(X509_get0_notBefore(certificate)),
            let notAfter = Self.seconds(X509_get0_notAfter(certificate))
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
        commonName = Self.commonName(certificate)
    }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard let epoch = ASN1_TIME_set(nil, 0) else { return nil }
        defer { ASN1_TIME_free(epoch) }
        guard let time, ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return Int64(days) * 86_400 + Int64(seconds)
    }

    private static func commonName(_ certificate: OpaquePointer) -> String? {
        guard let subject = X509_get_subject_name(certificate) else { return nil }
        let index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
        guard index >= 0, let entry = X509_NAME_get_entry(subject, index),
            let value = X509_NAME_ENTRY_get_data(entry)
        else { return nil }
        var text: UnsafeMutablePointer<UInt8>?
        let length = ASN1_STRING_to_UTF8(&text, value)
        guard length >= 0, let text else { return nil }
        defer { CRYPTO_free(text, nil, 0) }
        return String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
    }
}
