internal import Cryptography
internal import FoundationEssentials
internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

extension MergedKubeconfig {
    func configuration(context name: String?, now: Timestamp) throws(ConfigurationError) -> ClusterConfiguration {
        guard let name = name ?? currentContext else {
            throw .noCurrentContext(path: path, available: Array(contexts.keys))
        }
        guard let context = contexts[name] else {
            throw .noSuchContext(name, path: path, available: Array(contexts.keys))
        }
        let clusterName = context.string("cluster") ?? ""
        guard let cluster = clusters[clusterName] else {
            throw .noSuchCluster(clusterName, context: name, path: context.file.path)
        }
        let user = try self.user(of: context, name)
        var configuration = ClusterConfiguration(
            server: try server(cluster), tls: try tls(cluster, user), credentials: try credentials(user),
            defaultNamespace: context.string("namespace") ?? "default", proxy: try proxy(cluster),
            impersonation: impersonation(user), userName: context.string("user") ?? "anonymous", contextName: name)
        try checkClientCertificate(&configuration, user, now)
        return configuration
    }

    /// A context without a user is an anonymous one.
    private func user(of context: KubeconfigEntry, _ contextName: String) throws(ConfigurationError) -> KubeconfigEntry?
    {
        guard let name = context.string("user") else { return nil }
        guard let user = users[name] else { throw .noSuchUser(name, context: contextName, path: context.file.path) }
        return user
    }

    private func server(_ cluster: KubeconfigEntry) throws(ConfigurationError) -> String {
        guard let server = cluster.string("server") else {
            throw cluster.invalid("server", "the cluster has no server; set it to https://host:port")
        }
        guard server.hasPrefix("https://") || server.hasPrefix("http://") else {
            throw cluster.invalid("server", "the server must begin with https:// (or http://)")
        }
        return server
    }

    private func proxy(_ cluster: KubeconfigEntry) throws(ConfigurationError) -> ProxyConfiguration {
        guard let proxy = cluster.string("proxy-url") else { return .environment }
        guard ["http://", "https://", "socks5://", "socks5h://"].contains(where: { proxy.hasPrefix($0) }) else {
            throw cluster.invalid("proxy-url", "proxy-url must begin with http://, https:// or socks5://")
        }
        return .url(proxy)
    }

    private func tls(
        _ cluster: KubeconfigEntry, _ user: KubeconfigEntry?
    ) throws(ConfigurationError) -> TLSConfiguration {
        let certificate = try user?.bytes("client-certificate", purpose: "client certificate")
        let key = try user?.bytes("client-key", purpose: "client key")
        if let user, (certificate == nil) != (key == nil) {
            let missing = certificate == nil ? "client-certificate" : "client-key"
            throw user.invalid(missing, "\(missing) is missing: a client certificate needs both parts")
        }
        return TLSConfiguration(
            certificateAuthority: try cluster.bytes("certificate-authority", purpose: "certificate authority"),
            clientCertificate: certificate, clientKey: key, serverName: cluster.string("tls-server-name"),
            skipsVerification: cluster.flag("insecure-skip-tls-verify"))
    }

    /// kubectl's order: a client certificate goes along with any of these.
    private func credentials(_ user: KubeconfigEntry?) throws(ConfigurationError) -> Credentials {
        guard let user else { return .none }
        if let path = user.string("tokenFile") { return .tokenFile(path: user.file.resolve(path)) }
        if let token = user.string("token") { return .token(token) }
        if let name = user.string("username") {
            return .basic(user: name, password: user.string("password") ?? "")
        }
        if let exec = user.json["exec"], exec.objectValue != nil { return .plugin(try plugin(exec, user)) }
        if let provider = user.json.at("auth-provider", "name")?.stringValue {
            throw .unsupported(
                what: "the auth-provider \(provider)", path: user.file.path,
                instead: "Kubernetes removed such providers in 1.26; use a credential plugin (users.user.exec).")
        }
        return .none
    }

    private func plugin(_ exec: JSON, _ user: KubeconfigEntry) throws(ConfigurationError) -> CredentialPlugin {
        guard let command = exec["command"]?.stringValue, !command.isEmpty else {
            throw user.invalid("exec", "exec has no command")
        }
        let apiVersion = exec["apiVersion"]?.stringValue ?? ""
        guard ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"].contains(apiVersion) else {
            throw user.invalid(
                "exec", "exec has the apiVersion \"\(apiVersion)\"; use client.authentication.k8s.io/v1")
        }
        let pairs = (exec["env"]?.arrayValue ?? []).compactMap { variable -> (String, String)? in
            guard let name = variable["name"]?.stringValue else { return nil }
            return (name, variable["value"]?.text ?? "")
        }
        // A name is looked up in PATH; a relative path starts at the file, as it does for kubectl.
        return CredentialPlugin(
            apiVersion: apiVersion, command: command.contains("/") ? user.file.resolve(command) : command,
            arguments: exec["args"]?.arrayValue?.compactMap(\.text) ?? [],
            environment: Dictionary(pairs, uniquingKeysWith: { $1 }),
            installHint: exec["installHint"]?.stringValue,
            interaction: exec["interactiveMode"]?.stringValue.flatMap { .init(rawValue: $0) } ?? .ifAvailable,
            providesClusterInformation: exec["provideClusterInfo"]?.boolValue ?? false)
    }

    private func impersonation(_ user: KubeconfigEntry?) -> ImpersonatedUser? {
        guard let user, let name = user.string("as") else { return nil }
        let extra = user.json["as-user-extra"]?.objectValue ?? [:]
        return ImpersonatedUser(
            name: name, groups: user.strings("as-groups"), uid: user.string("as-uid"),
            extra: extra.compactMapValues { $0.arrayValue?.compactMap(\.stringValue) ?? [] })
    }

    private func checkClientCertificate(
        _ configuration: inout ClusterConfiguration, _ user: KubeconfigEntry?, _ now: Timestamp
    ) throws(ConfigurationError) {
        guard let user, let pem = configuration.tls.clientCertificate else { return }
        guard let certificate = Certificate(pem: pem) else {
            throw user.invalid("client-certificate-data", "the client certificate is not a PEM certificate")
        }
        guard Double(certificate.notAfter) >= now.secondsSince1970 else {
            throw .certificateExpired(
                user: configuration.userName, path: user.file.path,
                on: Timestamp(secondsSince1970: Double(certificate.notAfter)))
        }
    }
}

extension KubeconfigEntry {
    /// The member `name-data` in base64, which wins, or the file that the member `name` names.
    fileprivate func bytes(_ name: String, purpose: String) throws(ConfigurationError) -> [UInt8]? {
        if let text = string(name + "-data") {
            guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters), !data.isEmpty else {
                throw invalid(name + "-data", "\(name)-data is not base64")
            }
            return Array(data)
        }
        guard let path = string(name) else { return nil }
        return try BoundedFile.read(file.resolve(path), purpose: purpose)
    }
}
