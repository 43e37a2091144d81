import ClusterModel
import JSONValue
import KubernetesTypes

/// What the API server has answered.
struct ClusterReply {
    var status: Int
    var body: JSON

    init(_ response: APIResponse) {
        switch response {
        case .json(let status, let body, _): (self.status, self.body) = (status, body)
        case .bytes(let status, _, _): (self.status, body) = (status, .null)
        case .watch: (status, body) = (200, .null)
        }
    }

    var object: KubernetesObject { KubernetesObject(body) }
    var isDone: Bool { status < 300 }
}
