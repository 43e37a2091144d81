extension BuiltinDefinitions {
    /// The types of the smaller groups, in the notation of `BuiltinSchemas`.
    static let others = """
        apiextensions.v1.CustomResourceColumnDefinition
          description#4:string format#3:string jsonPath!#6:string name!#1:string priority#5:int32 type!#2:string
        apiextensions.v1.CustomResourceConversion
          strategy!#1:string webhook#2:apiextensions.v1.WebhookConversion
        apiextensions.v1.CustomResourceDefinition
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:apiextensions.v1.CustomResourceDefinitionSpec
          status#3:apiextensions.v1.CustomResourceDefinitionStatus
        apiextensions.v1.CustomResourceDefinitionCondition
          lastTransitionTime#3:time message#5:string observedGeneration#6:int64 reason#4:string status!#2:string
          type!#1:string
        apiextensions.v1.CustomResourceDefinitionNames
          categories#6:[string] kind!#4:string listKind#5:string plural!#1:string shortNames#3:[string]
          singular#2:string
        apiextensions.v1.CustomResourceDefinitionSpec
          conversion#9:apiextensions.v1.CustomResourceConversion group!#1:string
          names!#3:apiextensions.v1.CustomResourceDefinitionNames preserveUnknownFields#10:bool scope!#4:string
          versions!#7:[apiextensions.v1.CustomResourceDefinitionVersion]
        apiextensions.v1.CustomResourceDefinitionStatus
          acceptedNames#2:apiextensions.v1.CustomResourceDefinitionNames
          conditions#1:[apiextensions.v1.CustomResourceDefinitionCondition]|map=type observedGeneration#4:int64
          storedVersions#3:[string]
        apiextensions.v1.CustomResourceDefinitionVersion
          additionalPrinterColumns#6:[apiextensions.v1.CustomResourceColumnDefinition] deprecated#7:bool
          deprecationWarning#8:string name!#1:string schema#4:apiextensions.v1.CustomResourceValidation
          selectableFields#9:[apiextensions.v1.SelectableField] served!#2:bool storage!#3:bool
          subresources#5:apiextensions.v1.CustomResourceSubresources
        apiextensions.v1.CustomResourceSubresourceScale
          labelSelectorPath#3:string specReplicasPath!#1:string statusReplicasPath!#2:string
        apiextensions.v1.CustomResourceSubresourceStatus
        apiextensions.v1.CustomResourceSubresources
          scale#2:apiextensions.v1.CustomResourceSubresourceScale
          status#1:apiextensions.v1.CustomResourceSubresourceStatus
        apiextensions.v1.CustomResourceValidation
          openAPIV3Schema#1:apiextensions.v1.JSONSchemaProps
        apiextensions.v1.ExternalDocumentation
          description#1:string url#2:string
        apiextensions.v1.JSONSchemaProps
          $ref:string $schema:string additionalItems#33:any additionalProperties#30:any
          allOf#25:[apiextensions.v1.JSONSchemaProps] anyOf#27:[apiextensions.v1.JSONSchemaProps] default#8:any
          definitions#34:{apiextensions.v1.JSONSchemaProps} dependencies#32:{any} description#4:string
          enum#20:[any] example#36:any exclusiveMaximum#10:bool exclusiveMinimum#12:bool
          externalDocs#35:apiextensions.v1.ExternalDocumentation format#6:string id#1:string items#24:any
          maxItems#16:int64 maxLength#13:int64 maxProperties#21:int64 maximum#9:double minItems#17:int64
          minLength#14:int64 minProperties#22:int64 minimum#11:double multipleOf#19:double
          not#28:apiextensions.v1.JSONSchemaProps nullable#37:bool oneOf#26:[apiextensions.v1.JSONSchemaProps]
          pattern#15:string patternProperties#31:{apiextensions.v1.JSONSchemaProps}
          properties#29:{apiextensions.v1.JSONSchemaProps} required#23:[string] title#7:string type#5:string
          uniqueItems#18:bool x-kubernetes-embedded-resource:bool x-kubernetes-int-or-string:bool
          x-kubernetes-list-map-keys:[string] x-kubernetes-list-type:string x-kubernetes-map-type:string
          x-kubernetes-preserve-unknown-fields:bool
          x-kubernetes-validations:[apiextensions.v1.ValidationRule]|map=rule|patch=merge=rule
        apiextensions.v1.SelectableField
          jsonPath!#1:string
        apiextensions.v1.ServiceReference
          name!#2:string namespace!#1:string path#3:string port#4:int32
        apiextensions.v1.ValidationRule
          fieldPath#5:string message#2:string messageExpression#3:string optionalOldSelf#6:bool reason#4:string
          rule!#1:string
        apiextensions.v1.WebhookClientConfig
          caBundle#2:bytes service#1:apiextensions.v1.ServiceReference url#3:string
        apiextensions.v1.WebhookConversion
          clientConfig#2:apiextensions.v1.WebhookClientConfig conversionReviewVersions!#3:[string]
        authentication.v1.BoundObjectReference
          apiVersion#2:string kind#1:string name#3:string uid:string
        authentication.v1.SelfSubjectReview
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          status#2:authentication.v1.SelfSubjectReviewStatus
        authentication.v1.SelfSubjectReviewStatus
          userInfo#1:authentication.v1.UserInfo
        authentication.v1.TokenRequest
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:authentication.v1.TokenRequestSpec
          status#3:authentication.v1.TokenRequestStatus
        authentication.v1.TokenRequestSpec
          audiences#1:[string] boundObjectRef#3:authentication.v1.BoundObjectReference expirationSeconds#4:int64
        authentication.v1.TokenRequestStatus
          expirationTimestamp#2:time token#1:string
        authentication.v1.UserInfo
          extra#4:{[string]} groups#3:[string] uid#2:string username#1:string
        authorization.v1.FieldSelectorAttributes
          rawSelector#1:string requirements#2:[meta.v1.FieldSelectorRequirement]
        authorization.v1.LabelSelectorAttributes
          rawSelector#1:string requirements#2:[meta.v1.LabelSelectorRequirement]
        authorization.v1.LocalSubjectAccessReview
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:authorization.v1.SubjectAccessReviewSpec status#3:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.NonResourceAttributes
          path#1:string verb#2:string
        authorization.v1.NonResourceRule
          nonResourceURLs#2:[string] verbs!#1:[string]
        authorization.v1.ResourceAttributes
          fieldSelector#8:authorization.v1.FieldSelectorAttributes group#3:string
          labelSelector#9:authorization.v1.LabelSelectorAttributes name#7:string namespace#1:string
          resource#5:string subresource#6:string verb#2:string version#4:string
        authorization.v1.ResourceRule
          apiGroups#2:[string] resourceNames#4:[string] resources#3:[string] verbs!#1:[string]
        authorization.v1.SelfSubjectAccessReview
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:authorization.v1.SelfSubjectAccessReviewSpec status#3:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.SelfSubjectAccessReviewSpec
          nonResourceAttributes#2:authorization.v1.NonResourceAttributes
          resourceAttributes#1:authorization.v1.ResourceAttributes
        authorization.v1.SelfSubjectRulesReview
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:authorization.v1.SelfSubjectRulesReviewSpec status#3:authorization.v1.SubjectRulesReviewStatus
        authorization.v1.SelfSubjectRulesReviewSpec
          namespace#1:string
        authorization.v1.SubjectAccessReview
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:authorization.v1.SubjectAccessReviewSpec status#3:authorization.v1.SubjectAccessReviewStatus
        authorization.v1.SubjectAccessReviewSpec
          extra#5:{[string]} groups#4:[string] nonResourceAttributes#2:authorization.v1.NonResourceAttributes
          resourceAttributes#1:authorization.v1.ResourceAttributes uid#6:string user#3:string
        authorization.v1.SubjectAccessReviewStatus
          allowed!#1:bool denied#4:bool evaluationError#3:string reason#2:string
        authorization.v1.SubjectRulesReviewStatus
          evaluationError#4:string incomplete!#3:bool nonResourceRules!#2:[authorization.v1.NonResourceRule]
          resourceRules!#1:[authorization.v1.ResourceRule]
        coordination.v1.Lease
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:coordination.v1.LeaseSpec
        coordination.v1.LeaseSpec
          acquireTime#3:microtime holderIdentity#1:string leaseDurationSeconds#2:int32 leaseTransitions#5:int32
          preferredHolder#7:string renewTime#4:microtime strategy#6:string
        discovery.v1.Endpoint
          addresses!#1:[string]|set conditions#2:discovery.v1.EndpointConditions deprecatedTopology#5:{string}
          hints#8:discovery.v1.EndpointHints hostname#3:string nodeName#6:string
          targetRef#4:core.v1.ObjectReference zone#7:string
        discovery.v1.EndpointConditions
          ready#1:bool serving#2:bool terminating#3:bool
        discovery.v1.EndpointHints
          forNodes#2:[discovery.v1.ForNode] forZones#1:[discovery.v1.ForZone]
        discovery.v1.EndpointPort |atomic
          appProtocol#4:string name#1:string port#3:int32 protocol#2:string
        discovery.v1.EndpointSlice
          addressType!#4:string apiVersion:string endpoints#2:[discovery.v1.Endpoint] kind:string
          metadata#1:meta.v1.ObjectMeta ports#3:[discovery.v1.EndpointPort]
        discovery.v1.ForNode
          name!#1:string
        discovery.v1.ForZone
          name!#1:string
        events.v1.Event
          action#6:string apiVersion:string deprecatedCount#15:int32 deprecatedFirstTimestamp#13:time
          deprecatedLastTimestamp#14:time deprecatedSource#12:core.v1.EventSource eventTime!#2:microtime
          kind:string metadata#1:meta.v1.ObjectMeta note#10:string reason#7:string
          regarding#8:core.v1.ObjectReference related#9:core.v1.ObjectReference reportingController#4:string
          reportingInstance#5:string series#3:events.v1.EventSeries type#11:string
        events.v1.EventSeries
          count!#1:int32 lastObservedTime!#2:microtime
        networking.v1.HTTPIngressPath
          backend!#2:networking.v1.IngressBackend path#1:string pathType!#3:string
        networking.v1.HTTPIngressRuleValue
          paths!#1:[networking.v1.HTTPIngressPath]
        networking.v1.IPBlock
          cidr!#1:string except#2:[string]
        networking.v1.Ingress
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:networking.v1.IngressSpec
          status#3:networking.v1.IngressStatus
        networking.v1.IngressBackend
          resource#3:core.v1.TypedLocalObjectReference service#4:networking.v1.IngressServiceBackend
        networking.v1.IngressLoadBalancerIngress
          hostname#2:string ip#1:string ports#4:[networking.v1.IngressPortStatus]
        networking.v1.IngressLoadBalancerStatus
          ingress#1:[networking.v1.IngressLoadBalancerIngress]
        networking.v1.IngressPortStatus
          error#3:string port!#1:int32 protocol!#2:string
        networking.v1.IngressRule
          host#1:string http#2.1:networking.v1.HTTPIngressRuleValue
        networking.v1.IngressServiceBackend
          name!#1:string port#2:networking.v1.ServiceBackendPort
        networking.v1.IngressSpec
          defaultBackend#1:networking.v1.IngressBackend ingressClassName#4:string
          rules#3:[networking.v1.IngressRule] tls#2:[networking.v1.IngressTLS]
        networking.v1.IngressStatus
          loadBalancer#1:networking.v1.IngressLoadBalancerStatus
        networking.v1.IngressTLS
          hosts#1:[string] secretName#2:string
        networking.v1.NetworkPolicy
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:networking.v1.NetworkPolicySpec
        networking.v1.NetworkPolicyEgressRule
          ports#1:[networking.v1.NetworkPolicyPort] to#2:[networking.v1.NetworkPolicyPeer]
        networking.v1.NetworkPolicyIngressRule
          from#2:[networking.v1.NetworkPolicyPeer] ports#1:[networking.v1.NetworkPolicyPort]
        networking.v1.NetworkPolicyPeer
          ipBlock#3:networking.v1.IPBlock namespaceSelector#2:meta.v1.LabelSelector
          podSelector#1:meta.v1.LabelSelector
        networking.v1.NetworkPolicyPort
          endPort#3:int32 port#2:intorstring protocol#1:string
        networking.v1.NetworkPolicySpec
          egress#3:[networking.v1.NetworkPolicyEgressRule] ingress#2:[networking.v1.NetworkPolicyIngressRule]
          podSelector#1:meta.v1.LabelSelector policyTypes#4:[string]
        networking.v1.ServiceBackendPort |atomic
          name#1:string number#2:int32
        rbac.v1.AggregationRule
          clusterRoleSelectors#1:[meta.v1.LabelSelector]
        rbac.v1.ClusterRole
          aggregationRule#3:rbac.v1.AggregationRule apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          rules#2:[rbac.v1.PolicyRule]
        rbac.v1.ClusterRoleBinding
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta roleRef!#3:rbac.v1.RoleRef
          subjects#2:[rbac.v1.Subject]
        rbac.v1.PolicyRule
          apiGroups#2:[string] nonResourceURLs#5:[string] resourceNames#4:[string] resources#3:[string]
          verbs!#1:[string]
        rbac.v1.Role
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta rules#2:[rbac.v1.PolicyRule]
        rbac.v1.RoleBinding
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta roleRef!#3:rbac.v1.RoleRef
          subjects#2:[rbac.v1.Subject]
        rbac.v1.RoleRef |atomic
          apiGroup#1:string kind!#2:string name!#3:string
        rbac.v1.Subject |atomic
          apiGroup#2:string kind!#1:string name!#3:string namespace#4:string
        scheduling.v1.PriorityClass
          apiVersion:string description#4:string globalDefault#3:bool kind:string metadata#1:meta.v1.ObjectMeta
          preemptionPolicy#5:string value#2:int32
        storage.v1.StorageClass
          allowVolumeExpansion#6:bool allowedTopologies#8:[core.v1.TopologySelectorTerm] apiVersion:string
          kind:string metadata#1:meta.v1.ObjectMeta mountOptions#5:[string] parameters#3:{string}
          provisioner!#2:string reclaimPolicy#4:string volumeBindingMode#7:string
        """
}
