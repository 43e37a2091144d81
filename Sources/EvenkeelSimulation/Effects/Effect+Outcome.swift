import EvenkeelEngine
import EvenkeelShell
import JSONValue
import KubernetesTypes

extension Effect {
    /// What the API server makes of the effect.
    ///
    /// - Parameter send: gives the answer to a request; `nil` if the API server does not serve the kind.
    func outcome(_ send: (ClusterRequest) -> ClusterReply?) -> Outcome {
        let request: ClusterRequest
        do {
            guard let wanted = try self.request() else { return .done(nil) }
            request = wanted
        } catch {
            return .notSent("\(error)")
        }
        guard let reply = send(request) else { return .notSent("the API server does not serve it") }
        if reply.isDone { return .done(reply.body["kind"] == "Status" ? nil : reply.object) }
        let status = Status(reply.body) ?? Status(code: reply.status, reason: "", message: "no Status was sent")
        return Outcome(refusal: status, of: request)
    }
}
