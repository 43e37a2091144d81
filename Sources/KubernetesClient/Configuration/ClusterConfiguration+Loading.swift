internal import HTTPTransport

extension ClusterConfiguration {
    /// As every command finds its cluster: the given kubeconfig, `KUBECONFIG`, `~/.kube/config`, and last the service
    /// account of the pod that this runs in.
    public static func load(
        kubeconfig path: String?, context: String?, environment: [String: String]
    ) throws(ConfigurationError) -> ClusterConfiguration {
        do {
            return try Kubeconfig.load(path: path, context: context, environment: environment)
        } catch .noConfiguration(let searched) {
            guard context == nil, environment["KUBERNETES_SERVICE_HOST"] != nil else {
                throw .noConfiguration(searched: searched)
            }
            return try inCluster(environment: environment)
        }
    }
}

extension ClusterConfiguration {
    /// Where Kubernetes mounts a pod's service account.
    public static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// The API server and service account of the pod that this process runs in.
    ///
    /// - Throws: `notInCluster`, which names what is missing.
    public static func inCluster(
        environment: [String: String], folder: String = serviceAccountFolder
    ) throws(ConfigurationError) -> ClusterConfiguration {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else {
            throw .notInCluster(missing: "the variable KUBERNETES_SERVICE_HOST")
        }
        guard let port = environment["KUBERNETES_SERVICE_PORT"].flatMap({ UInt16($0) }) else {
            throw .notInCluster(missing: "the variable KUBERNETES_SERVICE_PORT, a port,")
        }
        let tokenPath = folder + "/token"
        guard BoundedFile.exists(tokenPath) else { throw .notInCluster(missing: tokenPath) }
        let authority = try BoundedFile.read(folder + "/ca.crt", purpose: "certificate authority")
        return ClusterConfiguration(
            server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)",
            tls: TLSConfiguration(certificateAuthority: authority),
            credentials: .tokenFile(path: tokenPath),
            defaultNamespace: try namespace(folder), proxy: .environment, userName: "service account")
    }

    private static func namespace(_ folder: String) throws(ConfigurationError) -> String {
        let path = folder + "/namespace"
        guard BoundedFile.exists(path) else { return "default" }
        let text = String(decoding: try BoundedFile.read(path, purpose: "namespace file"), as: UTF8.self)
        let name = String(text.filter { !$0.isWhitespace })
        return name.isEmpty ? "default" : name
    }
}
