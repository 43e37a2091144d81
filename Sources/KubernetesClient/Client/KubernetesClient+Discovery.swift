internal import HTTPTransport
internal import JSONValue
public import KubernetesTypes

/// `GET /version`.
public struct ServerVersion: Sendable, Hashable, CustomStringConvertible {
    public var major: Int
    public var minor: Int
    /// `v1.33.2`.
    public var gitVersion: String

    public var description: String { gitVersion }
}

extension KubernetesClient {
    /// Which Kubernetes the server is; also the cheapest way to find out whether it can be reached.
    public func serverVersion(
        options: RequestOptions = RequestOptions()
    ) async throws(KubernetesError) -> ServerVersion {
        var request = APIRequest(operation: .init(verb: "get", resource: "/version"), path: "/version")
        request.options = options
        let json = try await object(request).json
        guard let gitVersion = json["gitVersion"]?.stringValue else { throw request.decoding("gitVersion is missing") }
        // Some providers write the minor version as `27+`.
        func number(_ member: String) -> Int { Int(json[member]?.stringValue?.prefix(while: \.isNumber) ?? "") ?? 0 }
        return ServerVersion(major: number("major"), minor: number("minor"), gitVersion: gitVersion)
    }

    /// The resource of a kind, as the server serves it; `nil` where it does not.
    ///
    /// Answers are kept for ten minutes. What is missing is asked again each time: it may just have been installed.
    public func resourceType(
        apiVersion: String, kind: String
    ) async throws(KubernetesError) -> ResourceType? {
        if let known = await discovery.types(of: apiVersion, now: time.uptime)?.first(where: { $0.kind == kind }) {
            return known
        }
        let types: [ResourceType]
        do {
            types = try await resourceTypes(apiVersion: apiVersion)
        } catch {
            // A group that is not installed is an answer, not a failure.
            if error.isNotFound { return nil }
            throw error
        }
        return types.first { $0.kind == kind }
    }

    /// All kinds of a group's version, `apps/v1` or `v1`, without subresources.
    public func resourceTypes(apiVersion: String) async throws(KubernetesError) -> [ResourceType] {
        let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let (group, version) = parts.count == 2 ? (parts[0], parts[1]) : ("", apiVersion)
        var request = APIRequest(
            operation: .init(verb: "discover", resource: apiVersion),
            path: (group.isEmpty ? "/api/" : "/apis/\(URLQuery.encoded(group))/") + URLQuery.encoded(version))
        guard parts.count <= 2, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            throw request.failure(
                .invalidRequest("\"\(apiVersion.prefix(80))\" is no apiVersion such as apps/v1"), mayHaveHappened: false
            )
        }
        request.maximumBodyBytes = 4 << 20
        let list = try await object(request).json
        let types = (list["resources"]?.arrayValue ?? []).compactMap { resource -> ResourceType? in
            guard let plural = resource["name"]?.stringValue, !plural.contains("/"),
                let kind = resource["kind"]?.stringValue
            else { return nil }
            return ResourceType(
                group: group, version: version, kind: kind, plural: plural,
                isNamespaced: resource["namespaced"]?.boolValue ?? false)
        }
        await discovery.store(types, of: apiVersion, now: time.uptime)
        return types
    }

    /// The versions of a group, the server's favourite first; empty where the group is not installed.
    public func versions(ofGroup group: String) async throws(KubernetesError) -> [String] {
        let request = APIRequest(
            operation: .init(verb: "discover", resource: group), path: "/apis/\(URLQuery.encoded(group))")
        let json: JSON
        do {
            json = try await object(request).json
        } catch {
            if error.isNotFound { return [] }
            throw error
        }
        let all = json["versions"]?.arrayValue?.compactMap { $0["version"]?.stringValue } ?? []
        guard let preferred = json.at("preferredVersion", "version")?.stringValue else { return all }
        return [preferred] + all.filter { $0 != preferred }
    }
}
