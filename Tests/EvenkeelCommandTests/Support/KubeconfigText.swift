/// A kubeconfig with a context and a user, for whichever server.
struct KubeconfigText {
    var port = 1
    var user = "{token: secret-token-of-anna}"
    var currentContext = "current-context: test"

    var text: String {
        """
        apiVersion: v1
        kind: Config
        clusters:
          - {name: test, cluster: {server: "http://127.0.0.1:\(port)"}}
        users:
          - {name: anna, user: \(user)}
        contexts:
          - {name: test, context: {cluster: test, user: anna}}
        \(currentContext)

        """
    }

    /// Was valid in 2020; nobody's. Its key is not needed to see that.
    static let expiredCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBBTCBrAIBATAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARhbm5hMB4XDTIwMDEw
        MTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowDzENMAsGA1UEAwwEYW5uYTBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABH6waglZYTFQsgwnwF+nBwXfyeuyEh1y7VMBHGrM
        AQS2kZurwXypzVcSFbDs9j6ZGvPiZWtpKDVr7+OEBbuzpjYwCgYIKoZIzj0EAwID
        SAAwRQIgP/aWvgP1waPUSzAXnrX9ijIEISiJd8cgyC0cPKprT7ECIQC7OgGuf424
        GVJ4yIiFhVppqAs4CqIbI0y5fnAau+//AA==
        -----END CERTIFICATE-----
        """
}
