/// Kinds of other projects, as far as Evenkeel reads and changes them: with these definitions a scenario needs no
/// controller of theirs.
enum OtherKinds {
    static func install(_ cluster: ClusterUnderTest) async throws {
        try await cluster.say("apply --server-side --force-conflicts -f -", input: definitions)
        for name in ["httproutes.gateway.networking.k8s.io", "rollouts.argoproj.io"] {
            try await cluster.say("wait --for=condition=Established --timeout=30s crd/\(name)")
        }
    }

    private static let definitions = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: httproutes.gateway.networking.k8s.io
          annotations: {api-approved.kubernetes.io: "unapproved, for tests"}
        spec:
          group: gateway.networking.k8s.io
          scope: Namespaced
          names: {kind: HTTPRoute, listKind: HTTPRouteList, plural: httproutes, singular: httproute}
          versions:
            - name: v1
              served: true
              storage: true
              subresources: {status: {}}
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: rollouts.argoproj.io}
        spec:
          group: argoproj.io
          scope: Namespaced
          names: {kind: Rollout, listKind: RolloutList, plural: rollouts, singular: rollout}
          versions:
            - name: v1alpha1
              served: true
              storage: true
              subresources: {status: {}}
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """
}
