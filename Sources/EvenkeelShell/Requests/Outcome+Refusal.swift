public import EvenkeelEngine
public import KubernetesTypes

extension Outcome {
    /// What the API server's refusal means for the question whether the request took place.
    ///
    /// Below 500 the server has refused. Above, the server, or a proxy before it, may have lost track of what it did; only
    /// a request that changes nothing is certain not to have changed anything.
    ///
    /// - Parameter text: what is known of it where nothing is certain.
    public init(refusal status: Status, of request: ClusterRequest, text: String? = nil) {
        let isRefusal =
            status.code < 500 || status.code == 501 || status.code == 503 && status.reason == "ServiceUnavailable"
        self = isRefusal || !request.isChange ? .refused(status) : .unknown(text ?? "\(status.code) \(status.message)")
    }
}
