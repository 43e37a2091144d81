import ArgumentParser

/// The address of the probes and metrics of the operator.
struct ListenAddress {
    /// The text of the option.
    var text: String
    var host: String
    var port: Int

    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw CommandFailure("--listen needs host:port, such as 127.0.0.1:8080, not \(text)", code: .misconfigured)
        }
        self.text = text
        self.port = Int(port)
        let host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        self.host = host.isEmpty ? "0.0.0.0" : String(isBracketed ? host.dropFirst().dropLast() : host)
    }

    /// The reason why the operator cannot listen on the address, with advice.
    func failure(_ error: any Error) -> CommandFailure {
        // The type of the error belongs to a library of the server. Its text contains the message of the system.
        let reason = "\(error)"
        let known = [
            "Address already in use": "is used by another program; choose another port with --listen",
            "Permission denied": "requires more permissions than this user has; choose a port above 1023 with --listen",
            "Cannot assign requested address": "is not an address of this machine; correct --listen",
        ]
        let advice = known.first { reason.contains($0.key) }?.value
        return CommandFailure(
            "\(text) \(advice ?? "cannot be used; check the host and the port of --listen")",
            code: .misconfigured)
    }
}
