extension BuiltinDefinitions {
    /// The types of the smaller groups, in the notation of `BuiltinSchemas`.
    static let others = """
        apiextensions.v1.CustomResourceColumnDefinition
          description:string format:string jsonPath!:string name!:string priority:int32 type!:string
        apiextensions.v1.CustomResourceConversion
          strategy!:string webhook:apiextensions.v1.WebhookConversion
        apiextensions.v1.CustomResourceDefinition
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:apiextensions.v1.CustomResourceDefinitionSpec
          status:apiextensions.v1.CustomResourceDefinitionStatus
        apiextensions.v1.CustomResourceDefinitionCondition
          lastTransitionTime:time message:string observedGeneration:int64 reason:string status!:string
          type!:string
        apiextensions.v1.CustomResourceDefinitionNames
          categories:[string] kind!:string listKind:string plural!:string shortNames:[string] singular:string
        apiextensions.v1.CustomResourceDefinitionSpec
          conversion:apiextensions.v1.CustomResourceConversion group!:string
          names!:apiextensions.v1.CustomResourceDefinitionNames preserveUnknownFields:bool scope!:string
          versions!:[apiextensions.v1.CustomResourceDefinitionVersion]
        apiextensions.v1.CustomResourceDefinitionStatus
          acceptedNames:apiextensions.v1.CustomResourceDefinitionNames
          conditions:[apiextensions.v1.CustomResourceDefinitionCondition]|map=type observedGeneration:int64
          storedVersions:[string]
        apiextensions.v1.CustomResourceDefinitionVersion
          additionalPrinterColumns:[apiextensions.v1.CustomResourceColumnDefinition] deprecated:bool
          deprecationWarning:string name!:string schema:apiextensions.v1.CustomResourceValidation
          selectableFields:[apiextensions.v1.SelectableField] served!:bool storage!:bool
          subresources:apiextensions.v1.CustomResourceSubresources
        apiextensions.v1.CustomResourceSubresourceScale
          labelSelectorPath:string specReplicasPath!:string statusReplicasPath!:string
        apiextensions.v1.CustomResourceSubresourceStatus
        apiextensions.v1.CustomResourceSubresources
          scale:apiextensions.v1.CustomResourceSubresourceScale
          status:apiextensions.v1.CustomResourceSubresourceStatus
        apiextensions.v1.CustomResourceValidation
          openAPIV3Schema:apiextensions.v1.JSONSchemaProps
        apiextensions.v1.ExternalDocumentation
          description:string url:string
        apiextensions.v1.JSONSchemaProps
          $ref:string $schema:string additionalItems:any additionalProperties:any
          allOf:[apiextensions.v1.JSONSchemaProps] anyOf:[apiextensions.v1.JSONSchemaProps] default:any
          definitions:{apiextensions.v1.JSONSchemaProps} dependencies:{any} description:string enum:[any]
          example:any exclusiveMaximum:bool exclusiveMinimum:bool
          externalDocs:apiextensions.v1.ExternalDocumentation format:string id:string items:any maxItems:int64
          maxLength:int64 maxProperties:int64 maximum:double minItems:int64 minLength:int64 minProperties:int64
          minimum:double multipleOf:double not:apiextensions.v1.JSONSchemaProps nullable:bool
          oneOf:[apiextensions.v1.JSONSchemaProps] pattern:string
          patternProperties:{apiextensions.v1.JSONSchemaProps} properties:{apiextensions.v1.JSONSchemaProps}
          required:[string] title:string type:string uniqueItems:bool x-kubernetes-embedded-resource:bool
          x-kubernetes-int-or-string:bool x-kubernetes-list-map-keys:[string] x-kubernetes-list-type:string
          x-kubernetes-map-type:string x-kubernetes-preserve-unknown-fields:bool
          x-kubernetes-validations:[apiextensions.v1.ValidationRule]|map=rule|patch=merge=rule
        apiextensions.v1.SelectableField
          jsonPath!:string
        apiextensions.v1.ServiceReference
          name!:string namespace!:string path:string port:int32
        apiextensions.v1.ValidationRule
          fieldPath:string message:string messageExpression:string optionalOldSelf:bool reason:string rule!:string
        apiextensions.v1.WebhookClientConfig
          caBundle:bytes service:apiextensions.v1.ServiceReference url:string
        apiextensions.v1.WebhookConversion
          clientConfig:apiextensions.v1.WebhookClientConfig conversionReviewVersions!:[string]
        authentication.v1.BoundObjectReference
          apiVersion:string kind:string name:string uid:string
        authentication.v1.SelfSubjectReview
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          status:authentication.v1.SelfSubjectReviewStatus
        authentication.v1.SelfSubjectReviewStatus
          userInfo:authentication.v1.UserInfo
        authentication.v1.TokenRequest
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:authentication.v1.TokenRequestSpec
          status:authentication.v1.TokenRequestStatus
        authentication.v1.TokenRequestSpec
          audiences:[string] boundObjectRef:authentication.v1.BoundObjectReference expirationSeconds:int64
        authentication.v1.TokenRequestStatus
          expirationTimestamp:time token:string
        authentication.v1.UserInfo
          extra:{[string]} groups:[string] uid:string username:string
        authorization.v1.FieldSelectorAttributes
          rawSelector:string requirements:[meta.v1.FieldSelectorRequirement]
        authorization.v1.LabelSelectorAttributes
          rawSelector:string requirements:[meta.v1.LabelSelectorRequirement]
        authorization.v1.LocalSubjectAccessReview
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec!:authorization.v1.SubjectAccessReviewSpec
          status:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.NonResourceAttributes
          path:string verb:string
        authorization.v1.NonResourceRule
          nonResourceURLs:[string] verbs!:[string]
        authorization.v1.ResourceAttributes
          fieldSelector:authorization.v1.FieldSelectorAttributes group:string
          labelSelector:authorization.v1.LabelSelectorAttributes name:string namespace:string resource:string
          subresource:string verb:string version:string
        authorization.v1.ResourceRule
          apiGroups:[string] resourceNames:[string] resources:[string] verbs!:[string]
        authorization.v1.SelfSubjectAccessReview
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:authorization.v1.SelfSubjectAccessReviewSpec status:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.SelfSubjectAccessReviewSpec
          nonResourceAttributes:authorization.v1.NonResourceAttributes
          resourceAttributes:authorization.v1.ResourceAttributes
        authorization.v1.SelfSubjectRulesReview
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          spec!:authorization.v1.SelfSubjectRulesReviewSpec status:authorization.v1.SubjectRulesReviewStatus
        authorization.v1.SelfSubjectRulesReviewSpec
          namespace:string
        authorization.v1.SubjectAccessReview
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec!:authorization.v1.SubjectAccessReviewSpec
          status:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.SubjectAccessReviewSpec
          extra:{[string]} groups:[string] nonResourceAttributes:authorization.v1.NonResourceAttributes
          resourceAttributes:authorization.v1.ResourceAttributes uid:string user:string
        authorization.v1.SubjectAccessReviewStatus
          allowed!:bool denied:bool evaluationError:string reason:string
        authorization.v1.SubjectRulesReviewStatus
          evaluationError:string incomplete!:bool nonResourceRules!:[authorization.v1.NonResourceRule]
          resourceRules!:[authorization.v1.ResourceRule]
        coordination.v1.Lease
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:coordination.v1.LeaseSpec
        coordination.v1.LeaseSpec
          acquireTime:microtime holderIdentity:string leaseDurationSeconds:int32 leaseTransitions:int32
          preferredHolder:string renewTime:microtime strategy:string
        discovery.v1.Endpoint
          addresses!:[string]|set conditions:discovery.v1.EndpointConditions deprecatedTopology:{string}
          hints:discovery.v1.EndpointHints hostname:string nodeName:string targetRef:core.v1.ObjectReference
          zone:string
        discovery.v1.EndpointConditions
          ready:bool serving:bool terminating:bool
        discovery.v1.EndpointHints
          forNodes:[discovery.v1.ForNode] forZones:[discovery.v1.ForZone]
        discovery.v1.EndpointPort |atomic
          appProtocol:string name:string port:int32 protocol:string
        discovery.v1.EndpointSlice
          addressType!:string apiVersion:string endpoints:[discovery.v1.Endpoint] kind:string
          metadata:meta.v1.ObjectMeta ports:[discovery.v1.EndpointPort]
        discovery.v1.ForNode
          name!:string
        discovery.v1.ForZone
          name!:string
        events.v1.Event
          action:string apiVersion:string deprecatedCount:int32 deprecatedFirstTimestamp:time
          deprecatedLastTimestamp:time deprecatedSource:core.v1.EventSource eventTime!:microtime kind:string
          metadata:meta.v1.ObjectMeta note:string reason:string regarding:core.v1.ObjectReference
          related:core.v1.ObjectReference reportingController:string reportingInstance:string
          series:events.v1.EventSeries type:string
        events.v1.EventSeries
          count!:int32 lastObservedTime!:microtime
        networking.v1.HTTPIngressPath
          backend!:networking.v1.IngressBackend path:string pathType!:string
        networking.v1.HTTPIngressRuleValue
          paths!:[networking.v1.HTTPIngressPath]
        networking.v1.IPBlock
          cidr!:string except:[string]
        networking.v1.Ingress
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:networking.v1.IngressSpec
          status:networking.v1.IngressStatus
        networking.v1.IngressBackend
          resource:core.v1.TypedLocalObjectReference service:networking.v1.IngressServiceBackend
        networking.v1.IngressLoadBalancerIngress
          hostname:string ip:string ports:[networking.v1.IngressPortStatus]
        networking.v1.IngressLoadBalancerStatus
          ingress:[networking.v1.IngressLoadBalancerIngress]
        networking.v1.IngressPortStatus
          error:string port!:int32 protocol!:string
        networking.v1.IngressRule
          host:string http:networking.v1.HTTPIngressRuleValue
        networking.v1.IngressServiceBackend
          name!:string port:networking.v1.ServiceBackendPort
        networking.v1.IngressSpec
          defaultBackend:networking.v1.IngressBackend ingressClassName:string rules:[networking.v1.IngressRule]
          tls:[networking.v1.IngressTLS]
        networking.v1.IngressStatus
          loadBalancer:networking.v1.IngressLoadBalancerStatus
        networking.v1.IngressTLS
          hosts:[string] secretName:string
        networking.v1.NetworkPolicy
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:networking.v1.NetworkPolicySpec
        networking.v1.NetworkPolicyEgressRule
          ports:[networking.v1.NetworkPolicyPort] to:[networking.v1.NetworkPolicyPeer]
        networking.v1.NetworkPolicyIngressRule
          from:[networking.v1.NetworkPolicyPeer] ports:[networking.v1.NetworkPolicyPort]
        networking.v1.NetworkPolicyPeer
          ipBlock:networking.v1.IPBlock namespaceSelector:meta.v1.LabelSelector podSelector:meta.v1.LabelSelector
        networking.v1.NetworkPolicyPort
          endPort:int32 port:intorstring protocol:string
        networking.v1.NetworkPolicySpec
          egress:[networking.v1.NetworkPolicyEgressRule] ingress:[networking.v1.NetworkPolicyIngressRule]
          podSelector:meta.v1.LabelSelector policyTypes:[string]
        networking.v1.ServiceBackendPort |atomic
          name:string number:int32
        rbac.v1.AggregationRule
          clusterRoleSelectors:[meta.v1.LabelSelector]
        rbac.v1.ClusterRole
          aggregationRule:rbac.v1.AggregationRule apiVersion:string kind:string metadata:meta.v1.ObjectMeta
          rules:[rbac.v1.PolicyRule]
        rbac.v1.ClusterRoleBinding
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta roleRef!:rbac.v1.RoleRef
          subjects:[rbac.v1.Subject]
        rbac.v1.PolicyRule
          apiGroups:[string] nonResourceURLs:[string] resourceNames:[string] resources:[string] verbs!:[string]
        rbac.v1.Role
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta rules:[rbac.v1.PolicyRule]
        rbac.v1.RoleBinding
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta roleRef!:rbac.v1.RoleRef
          subjects:[rbac.v1.Subject]
        rbac.v1.RoleRef |atomic
          apiGroup:string kind!:string name!:string
        rbac.v1.Subject |atomic
          apiGroup:string kind!:string name!:string namespace:string
        scheduling.v1.PriorityClass
          apiVersion:string description:string globalDefault:bool kind:string metadata:meta.v1.ObjectMeta
          preemptionPolicy:string value:int32
        storage.v1.StorageClass
          allowVolumeExpansion:bool allowedTopologies:[core.v1.TopologySelectorTerm] apiVersion:string kind:string
          metadata:meta.v1.ObjectMeta mountOptions:[string] parameters:{string} provisioner!:string
          reclaimPolicy:string volumeBindingMode:string
        """
}
