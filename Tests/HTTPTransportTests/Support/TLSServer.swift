import CommandTestSupport
import Foundation
import HTTPTransport

/// nginx with TLS and HTTP/2 on free loopback ports, with certificates made for this one run.
final class TLSServer: Sendable {
    static let isAvailable = ChildProcess.find("nginx") != nil && ChildProcess.find("openssl") != nil

    let folder: URL
    /// For `127.0.0.1` and `evenkeel.test`; asks for a client certificate, but does not insist.
    let port: UInt16
    /// Insists on a client certificate.
    let strictPort: UInt16
    /// Has a certificate that is out of date.
    let expiredPort: UInt16
    private let process: ChildProcess

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "evenkeel-nginx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        (port, strictPort, expiredPort) = (try freePort(), try freePort(), try freePort())
        try ChildProcess.run(Self.certificates, in: folder)
        try Data(configuration(port, strictPort, expiredPort).utf8).write(to: folder.appending(path: "nginx.conf"))
        guard let nginx = ChildProcess.find("nginx") else { throw ChildProcess.Failure(description: "no nginx") }
        process = try ChildProcess([nginx, "-p", folder.path(), "-c", "nginx.conf", "-e", "error.log"])
        try await waitUntilReady()
    }

    deinit {
        process.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    func file(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

    /// Trusts the server's authority, and shows the client's certificate if asked.
    func tls(asClient: Bool = false) throws -> TLSConfiguration {
        TLSConfiguration(
            certificateAuthority: try file("ca.pem"), clientCertificate: asClient ? try file("client.pem") : nil,
            clientKey: asClient ? try file("client.key") : nil)
    }

    private func waitUntilReady() async throws {
        let transport = try CurlTransport()
        for _ in 0..<200 {
            let probe = request("https://127.0.0.1:\(port)/", tls: try tls())
            if (try? await transport.send(probe, maximumBodyBytes: 100)) != nil { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        let log = (try? String(contentsOf: folder.appending(path: "error.log"), encoding: .utf8)) ?? ""
        throw ChildProcess.Failure(description: "nginx does not answer: \(log)")
    }

    private static let certificates = """
        exec 2>openssl.log
        new="openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        $new -x509 -days 2 -keyout ca.key -out ca.pem -subj '/CN=test authority'
        sign() { # name, days, subject alternative names
            $new -keyout $1.key -out $1.csr -subj "/CN=$1"
            echo "subjectAltName=$3" > $1.ext
            openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days $2 -extfile $1.ext -out $1.pem
        }
        sign server 2 IP:127.0.0.1,DNS:evenkeel.test
        sign expired -1 IP:127.0.0.1
        sign client 2 DNS:client
        truncate -s 32M big
        """
}

private func configuration(_ port: UInt16, _ strictPort: UInt16, _ expiredPort: UInt16) -> String {
    func server(_ port: UInt16, _ certificate: String, _ verify: String) -> String {
        """
        server {
            listen 127.0.0.1:\(port) ssl http2;
            ssl_certificate \(certificate).pem;
            ssl_certificate_key \(certificate).key;
            ssl_client_certificate ca.pem;
            ssl_verify_client \(verify);
            root .;
            add_header X-Connection $connection;
            add_header X-Protocol $server_protocol;
            add_header X-Server-Name $ssl_server_name;
            add_header X-Host $http_host;
            add_header X-Client $ssl_client_s_dn;
            location / { return 200 ok; }
            location /big {}
        }

        """
    }
    return """
        daemon off;
        master_process off;
        pid nginx.pid;
        events {}
        http {
            access_log off;
            client_body_temp_path .;
            proxy_temp_path .;
            fastcgi_temp_path .;
            uwsgi_temp_path .;
            scgi_temp_path .;
        \(server(port, "server", "optional"))
        \(server(strictPort, "server", "on"))
        \(server(expiredPort, "expired", "off"))
        }
        """
}
