import FoundationEssentials
import HTTPTransport
import KubernetesTestSupport
import KubernetesTypes
import Testing

@testable import KubernetesClient

@Suite struct KubeconfigTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let text = """
        apiVersion: v1
        kind: Config
        current-context: dev
        clusters:
        - name: dev
          cluster:
            server: https://dev:6443/
            certificate-authority-data: Y2EgZGF0YQ==
        - name: prod
          cluster:
            server: https://prod:6443/prefix
            certificate-authority: ca.pem
            tls-server-name: api.prod
            proxy-url: http://proxy:3128
        - name: lab
          cluster: {server: "https://lab", insecure-skip-tls-verify: true}
        contexts:
        - {name: dev, context: {cluster: dev, user: anna, namespace: shop}}
        - {name: prod, context: {cluster: prod, user: robot}}
        - {name: lab, context: {cluster: lab}}
        - {name: lost, context: {cluster: nowhere, user: anna}}
        - {name: nobody, context: {cluster: dev, user: nemo}}
        - {name: old, context: {cluster: dev, user: legacy}}
        users:
        - name: anna
          user: {token: 12345, as: bob, as-groups: [g1], as-uid: u1}
        - name: robot
          user: {tokenFile: token.txt, username: ignored, password: ignored}
        - name: legacy
          user: {auth-provider: {name: gcp}}
        """

    private func load(_ text: String = Self.text, context: String? = nil) throws -> ClusterConfiguration {
        try Kubeconfig.load(path: try folder.write("config", text), context: context, environment: [:])
    }

    private func failure(_ text: String = Self.text, context: String? = nil) throws -> ConfigurationError {
        try #require(#expect(throws: ConfigurationError.self) { try load(text, context: context) })
    }

    @Test(
        "a password that YAML takes for an alias, a tag or a number is told by its place alone",
        arguments: ["*hunter2", "!hunter2", "!!int hunter2", "!!float hunter2", "1e999"])
    func passwords(_ password: String) throws {
        let error = try failure("users:\n- name: a\n  user:\n    password: \(password)\n")
        #expect(error.description.contains("config:4:15"), "\(error)")
        #expect(!error.description.contains("hunter2") && !error.description.contains("1e999"), "\(error)")
    }

    @Test("the current context gives server, authority, token, namespace and impersonation")
    func current() throws {
        let configuration = try load()
        #expect(configuration.server == "https://dev:6443")
        #expect(configuration.tls.certificateAuthority == Array("ca data".utf8))
        #expect(configuration.credentials == .token("12345"))
        #expect(configuration.defaultNamespace == "shop")
        #expect(configuration.impersonation == ImpersonatedUser(name: "bob", groups: ["g1"], uid: "u1"))
        #expect(configuration.description == "https://dev:6443 as anna (context dev)")
        #expect(!String(reflecting: configuration).contains("12345"))
    }

    @Test("a named context, with files beside the kubeconfig, a proxy and a server name")
    func named() throws {
        try folder.write("ca.pem", "authority")
        let configuration = try load(context: "prod")
        #expect(configuration.server == "https://prod:6443/prefix")
        #expect(configuration.tls.certificateAuthority == Array("authority".utf8))
        #expect(configuration.tls.serverName == "api.prod")
        #expect(configuration.proxy == .url("http://proxy:3128"))
        #expect(configuration.credentials == .tokenFile(path: folder.path + "/token.txt"))
        #expect(configuration.defaultNamespace == "default")
    }

    @Test("a context without a user is anonymous, and verification can be switched off")
    func anonymous() throws {
        let configuration = try load(context: "lab")
        #expect(configuration.credentials == .none)
        #expect(configuration.tls.skipsVerification)
        #expect(configuration.proxy == .environment)
    }

    @Test("KUBECONFIG lists files: the first to set a value wins, and missing ones are passed over")
    func merged() throws {
        let first = try folder.write(
            "first", "current-context: mine\nusers: [{name: anna, user: {token: first}}]\n")
        let second = try folder.write(
            "second", Self.text.replacing("- {name: dev, context", with: "- {name: mine, context"))
        let environment = ["KUBECONFIG": "\(folder.path)/missing:\(first)::\(second)"]
        let configuration = try Kubeconfig.load(path: nil, context: nil, environment: environment)
        #expect(configuration.contextName == "mine")
        #expect(configuration.credentials == .token("first"))
        #expect(configuration.server == "https://dev:6443")
        #expect(try Kubeconfig.contexts(path: nil, environment: environment).current == "mine")
    }

    @Test("without KUBECONFIG the file in the home folder is read")
    func home() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/.kube", withIntermediateDirectories: true)
        try folder.write(".kube/config", Self.text)
        #expect(
            try ClusterConfiguration.load(kubeconfig: nil, context: nil, environment: ["HOME": folder.path]).userName
                == "anna")
    }

    @Test("a file that is not there is one clear sentence")
    func missing() {
        #expect {
            try Kubeconfig.load(path: "/nowhere/config", context: nil, environment: [:])
        } throws: {
            "\($0)" == "/nowhere/config: the kubeconfig does not exist. Check the path."
        }
        #expect {
            try ClusterConfiguration.load(kubeconfig: nil, context: nil, environment: ["HOME": "/nowhere"])
        } throws: {
            "\($0)"
                == "no cluster is configured: there is no kubeconfig (/nowhere/.kube/config), and this is not a pod. "
                + "Give --kubeconfig FILE or set KUBECONFIG."
        }
    }

    @Test("a folder is not a kubeconfig, and neither is a large file")
    func unreadable() throws {
        #expect {
            try Kubeconfig.load(path: folder.path, context: nil, environment: [:])
        } throws: { error in
            if case .fileUnreadable = error as? ConfigurationError { true } else { false }
        }
        let large = try folder.write("large", String(repeating: "#", count: (4 << 20) + 1))
        #expect(throws: ConfigurationError.fileTooLarge(path: large, purpose: "kubeconfig", limit: 4 << 20)) {
            try Kubeconfig.load(path: large, context: nil, environment: [:])
        }
    }

    @Test("broken YAML is told with line and column")
    func broken() throws {
        let error = try failure("apiVersion: v1\nclusters: [\n")
        #expect(error.description.hasPrefix("\(folder.path)/config:3:1: the kubeconfig is broken: not valid YAML: "))
        #expect(
            try failure("kind: Pod\n").description
                == "\(folder.path)/config:1: this is a Pod, not a kubeconfig (kind Config).")
        #expect(try failure("- a\n").description == "\(folder.path)/config:1: this is not a kubeconfig.")
    }

    @Test("names that lead nowhere are told with what there is")
    func wrongNames() throws {
        #expect(
            try failure(context: "test").description
                == "\(folder.path)/config: there is no context \"test\". "
                + "Choose with --context one of: dev, lab, lost, nobody, old, prod.")
        #expect(
            try failure("contexts: [{name: a, context: {}}]").description
                == "\(folder.path)/config: no current context is set. Choose with --context one of: a.")
        #expect(try failure("").description.contains("The file has no contexts at all"))
        #expect(try failure(context: "lost").description.contains("names the cluster \"nowhere\", which is not there"))
        #expect(try failure(context: "nobody").description.contains("names the user \"nemo\", who is not there"))
        #expect(try failure(context: "old").description.contains("the auth-provider gcp is not supported"))
    }

    @Test(
        "a value that cannot be is told with its line",
        arguments: [
            ("server: https://dev:6443/", "server: dev:6443", 7, "must begin with https://"),
            ("certificate-authority-data: Y2EgZGF0YQ==", "certificate-authority-data: '!'", 8, "is not base64"),
            ("{token: 12345,", "{client-certificate-data: aGk=,", 26, "client-key is missing"),
            (
                "{token: 12345,", "{client-certificate-data: aGk=, client-key-data: aGk=,", 26,
                "the client certificate is not a PEM certificate"
            ),
            ("{token: 12345,", "{exec: {command: x, apiVersion: v0},", 26, "exec has the apiVersion \"v0\""),
            ("{token: 12345,", "{exec: {apiVersion: client.authentication.k8s.io/v1},", 26, "exec has no command"),
        ])
    func wrongValues(old: String, new: String, line: Int, what: String) throws {
        let error = try failure(Self.text.replacing(old, with: new))
        #expect(error.description.hasPrefix("\(folder.path)/config:\(line): "), "\(error)")
        #expect(error.description.contains(what))
    }

    @Test("a client certificate that has expired is told with the date")
    func expired() throws {
        try folder.write("client.pem", Self.certificate)
        try folder.write("client.key", "key")
        let text = Self.text.replacing(
            "{token: 12345,", with: "{client-certificate: client.pem, client-key: client.key,")
        let path = try folder.write("config", text)
        let time = ManualTimeSource(start: Timestamp(secondsSince1970: Self.notAfter - 1))
        let configuration = try Kubeconfig.load(path: path, context: nil, environment: [:], time: time)
        #expect(configuration.tls.clientKey == Array("key".utf8))
        time.advance(by: .seconds(2))
        #expect {
            try Kubeconfig.load(path: path, context: nil, environment: [:], time: time)
        } throws: {
            "\($0)" == "\(path): the client certificate of the user \"anna\" expired on "
                + "\(Timestamp(secondsSince1970: Self.notAfter)). Get new credentials."
        }
    }

    @Test("an exec plugin is read with all of its parts")
    func plugin() throws {
        let exec = """
            {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, args: [a, 5],
                  env: [{name: X, value: yes}], installHint: get it, interactiveMode: Never, provideClusterInfo: true},
            """
        let configuration = try load(Self.text.replacing("{token: 12345,", with: exec))
        #expect(
            configuration.credentials
                == .plugin(
                    CredentialPlugin(
                        apiVersion: "client.authentication.k8s.io/v1", command: folder.path + "/./login",
                        arguments: ["a", "5"], environment: ["X": "true"], installHint: "get it", interaction: .never,
                        providesClusterInformation: true)))
    }

    static let notAfter = 1795334716.0
    static let certificate = """
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
