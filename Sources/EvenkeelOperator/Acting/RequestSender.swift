import EvenkeelAPI
import EvenkeelEngine
import EvenkeelShell
import KubernetesClient
import KubernetesTypes

/// Sends the requests of effects: the only place in which the cluster is written to, but for Events and the lease.
struct RequestSender: Sendable {
    let client: KubernetesClient
    let fences: Fences

    /// - Returns: the object as it is now, where the server sends it.
    func send(_ request: ClusterRequest, _ authority: Authority) async throws(SendFailure) -> KubernetesObject? {
        let type = try await resourceType(request.resource)
        // What is served may take long to learn, and the lease may end meanwhile: the fence is asked last.
        if let objection = await fences.objection(to: authority) { throw .withheld(objection) }
        do {
            return try await perform(request, type)
        } catch {
            throw .failed(error)
        }
    }

    private func resourceType(_ resource: ClusterRequest.Resource) async throws(SendFailure) -> ResourceType {
        switch resource {
        case .known(let type): return type
        case .discovered(let apiVersion, let kind):
            do throws(KubernetesError) {
                if let type = try await client.resourceType(apiVersion: apiVersion, kind: kind) { return type }
            } catch {
                throw .failed(error)
            }
            throw .withheld("the API server does not serve \(kind) of \(apiVersion)")
        }
    }

    private func perform(
        _ request: ClusterRequest, _ type: ResourceType
    ) async throws(KubernetesError) -> KubernetesObject? {
        let options = RequestOptions(request)
        let subresource = request.subresource.map { Subresource(rawValue: $0) }
        switch request.verb {
        case .get: return try await client.get(type, request.key)
        case .create(let json): return try await client.create(type, KubernetesObject(json), options: options)
        case .update(let json):
            return try await client.update(type, KubernetesObject(json), subresource: subresource, options: options)
        case .patch(let patch):
            return try await client.patch(
                type, request.key, .json(patch), subresource: subresource, options: options)
        case .delete(let uid):
            return try await client.delete(type, request.key, DeleteOptions(uid: uid), options: options)
        case .evict(let uid):
            try await client.evict(pod: request.key, uid: uid, options: options)
            return nil
        }
    }
}

/// Why a request did not succeed.
enum SendFailure: Error, Sendable {
    /// This replica did not send it.
    case withheld(String)
    case failed(KubernetesError)
}

extension RequestOptions {
    fileprivate init(_ request: ClusterRequest) {
        self.init(isDryRun: request.isDryRun, fieldManager: EvenkeelAPIGroup.fieldManager)
        impersonate = request.account.map { .serviceAccount($0.name, in: $0.namespace) }
    }
}
