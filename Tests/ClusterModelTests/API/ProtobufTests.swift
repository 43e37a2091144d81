import ClusterModel
import JSONValue
import KubernetesTypes
import Testing

@Suite("Binary bodies")
struct ProtobufTests {
    /// What kubectl 1.33 sends for `kubectl create namespace shop`.
    private let namespace: [UInt8] =
        Array("k8s\0".utf8) + [0x0A, 0x0F, 0x0A, 0x02] + Array("v1".utf8) + [0x12, 0x09] + Array("Namespace".utf8)
        + [0x12, 0x10, 0x0A, 0x0A, 0x0A, 0x04] + Array("shop".utf8) + [0x12, 0x00, 0x1A, 0x00, 0x12, 0x00, 0x1A, 0x00]

    private func post(_ body: [UInt8]) -> (status: Int, body: JSON) {
        var cluster = ClusterFixture()
        let request = APIRequest(
            method: "POST", path: "/api/v1/namespaces", contentType: "application/vnd.kubernetes.protobuf", body: body)
        guard case .json(let status, let body, _) = cluster.model.handle(request, now: cluster.now) else {
            return (0, .null)
        }
        return (status, body)
    }

    @Test("a namespace in binary form is created")
    func create() {
        let answer = post(namespace)
        #expect(answer.status == 201)
        #expect(answer.body.at("metadata", "name") == "shop")
    }

    @Test("a body that was cut is refused at every length")
    func truncated() {
        for count in 0..<namespace.count - 1 where post(Array(namespace.prefix(count))).status == 201 {
            // Cut between two fields it may still be a namespace, but never one of another name.
            #expect(post(Array(namespace.prefix(count))).body.at("metadata", "name") == "shop")
        }
        #expect(post(Array("k8s".utf8)).status == 400)
    }
}
