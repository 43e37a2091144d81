internal import FoundationEssentials
internal import HTTPTransport
internal import JSONValue
internal import KubernetesTypes

/// What a credential plugin gave.
struct PluginCredential: Sendable, Hashable {
    var authorization: Authorization
    /// `nil` where it holds until the server refuses it.
    var expiresAt: Timestamp?
}

/// One run of a credential plugin: its input, and what its answer means.
struct PluginCall: Sendable {
    let plugin: CredentialPlugin
    let configuration: ClusterConfiguration

    func run(by runner: any CredentialPluginRunner) async -> Result<PluginCredential, ConfigurationError> {
        guard plugin.interaction != .always else {
            return .failure(failure("it asks questions on a terminal (interactiveMode Always), which is not offered"))
        }
        var environment = plugin.environment
        environment["KUBERNETES_EXEC_INFO"] = information.serializedString
        switch await runner.run(plugin.command, plugin.arguments, environment) {
        case .output(let bytes): return credential(in: bytes)
        case .notFound:
            return .failure(
                .pluginMissing(command: plugin.command, user: configuration.userName, hint: plugin.installHint))
        case .failed(let reason): return .failure(failure(reason))
        }
    }

    private func failure(_ reason: String) -> ConfigurationError {
        .pluginFailed(command: plugin.command, user: configuration.userName, reason: reason)
    }

    /// The `ExecCredential` that the plugin gets as its input.
    private var information: JSON {
        var specification: JSON = ["interactive": false]
        if plugin.providesClusterInformation {
            var cluster: JSON = ["server": .string(configuration.server)]
            if configuration.tls.skipsVerification { cluster["insecure-skip-tls-verify"] = true }
            if let name = configuration.tls.serverName { cluster["tls-server-name"] = .string(name) }
            if let authority = configuration.tls.certificateAuthority {
                cluster["certificate-authority-data"] = .string(Data(authority).base64EncodedString())
            }
            if case .url(let proxy) = configuration.proxy { cluster["proxy-url"] = .string(proxy) }
            specification["cluster"] = cluster
        }
        return ["kind": "ExecCredential", "apiVersion": .string(plugin.apiVersion), "spec": specification]
    }

    private func credential(in output: [UInt8]) -> Result<PluginCredential, ConfigurationError> {
        // The output holds secrets: no part of it may get into a message.
        guard let json = try? JSON(parsing: output), json["kind"]?.stringValue == "ExecCredential" else {
            return .failure(failure("it did not print an ExecCredential"))
        }
        guard json["apiVersion"]?.stringValue == plugin.apiVersion else {
            return .failure(
                failure("it printed another apiVersion than \(plugin.apiVersion), which the kubeconfig names"))
        }
        let status = json["status"] ?? .null
        var authorization = Authorization.none
        if let token = status["token"]?.stringValue, !token.isEmpty { authorization = .bearer(token) }
        authorization.clientCertificate = status["clientCertificateData"]?.stringValue.map { Array($0.utf8) }
        authorization.clientKey = status["clientKeyData"]?.stringValue.map { Array($0.utf8) }
        guard (authorization.clientCertificate == nil) == (authorization.clientKey == nil) else {
            return .failure(failure("it printed a client certificate or a key without the other"))
        }
        guard authorization != .none else {
            return .failure(failure("it printed neither a token nor a client certificate"))
        }
        return expiry(status).map { PluginCredential(authorization: authorization, expiresAt: $0) }
    }

    private func expiry(_ status: JSON) -> Result<Timestamp?, ConfigurationError> {
        guard let text = status["expirationTimestamp"]?.stringValue else { return .success(nil) }
        guard let time = Timestamp(text) else {
            return .failure(failure("it printed an expirationTimestamp that is no time"))
        }
        return .success(time)
    }
}
