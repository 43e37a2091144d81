extension BuiltinDefinitions {
    /// The types of the rest of the core group, in the notation of `BuiltinSchemas`.
    static let core = """
        core.v1.AttachedVolume
          devicePath!:string name!:string
        core.v1.ClientIPConfig
          timeoutSeconds:int32
        core.v1.ConfigMap
          apiVersion:string binaryData:{bytes} data:{string} immutable:bool kind:string
          metadata:meta.v1.ObjectMeta
        core.v1.ConfigMapNodeConfigSource
          kubeletConfigKey!:string name!:string namespace!:string resourceVersion:string uid:string
        core.v1.DaemonEndpoint
          Port!:int32
        core.v1.EndpointAddress |atomic
          hostname:string ip!:string nodeName:string targetRef:core.v1.ObjectReference
        core.v1.EndpointPort |atomic
          appProtocol:string name:string port!:int32 protocol:string
        core.v1.EndpointSubset
          addresses:[core.v1.EndpointAddress] notReadyAddresses:[core.v1.EndpointAddress]
          ports:[core.v1.EndpointPort]
        core.v1.Endpoints
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta subsets:[core.v1.EndpointSubset]
        core.v1.Event
          action:string apiVersion:string count:int32 eventTime:microtime firstTimestamp:time
          involvedObject!:core.v1.ObjectReference kind:string lastTimestamp:time message:string
          metadata!:meta.v1.ObjectMeta reason:string related:core.v1.ObjectReference reportingComponent:string
          reportingInstance:string series:core.v1.EventSeries source:core.v1.EventSource type:string
        core.v1.EventSeries
          count:int32 lastObservedTime:microtime
        core.v1.EventSource
          component:string host:string
        core.v1.HostIP
          ip!:string
        core.v1.ImageVolumeStatus
          imageRef!:string
        core.v1.LimitRange
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.LimitRangeSpec
        core.v1.LimitRangeItem
          default:{quantity} defaultRequest:{quantity} max:{quantity} maxLimitRequestRatio:{quantity}
          min:{quantity} type!:string
        core.v1.LimitRangeSpec
          limits!:[core.v1.LimitRangeItem]
        core.v1.LoadBalancerIngress
          hostname:string ip:string ipMode:string ports:[core.v1.PortStatus]
        core.v1.LoadBalancerStatus
          ingress:[core.v1.LoadBalancerIngress]
        core.v1.ModifyVolumeStatus
          status!:string targetVolumeAttributesClassName:string
        core.v1.Namespace
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.NamespaceSpec
          status:core.v1.NamespaceStatus
        core.v1.NamespaceCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        core.v1.NamespaceSpec
          finalizers:[string]
        core.v1.NamespaceStatus
          conditions:[core.v1.NamespaceCondition]|map=type|patch=merge=type phase:string
        core.v1.Node
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.NodeSpec
          status:core.v1.NodeStatus
        core.v1.NodeAddress
          address!:string type!:string
        core.v1.NodeAllocatableResourceClaimStatus
          containers:[string]|set resourceClaimName!:string resources!:{quantity}
        core.v1.NodeCondition
          lastHeartbeatTime:time lastTransitionTime:time message:string reason:string status!:string type!:string
        core.v1.NodeConfigSource
          configMap:core.v1.ConfigMapNodeConfigSource
        core.v1.NodeConfigStatus
          active:core.v1.NodeConfigSource assigned:core.v1.NodeConfigSource error:string
          lastKnownGood:core.v1.NodeConfigSource
        core.v1.NodeDaemonEndpoints
          kubeletEndpoint:core.v1.DaemonEndpoint
        core.v1.NodeFeatures
          supplementalGroupsPolicy:bool
        core.v1.NodeRuntimeHandler
          features:core.v1.NodeRuntimeHandlerFeatures name:string
        core.v1.NodeRuntimeHandlerFeatures
          recursiveReadOnlyMounts:bool userNamespaces:bool
        core.v1.NodeSpec
          configSource:core.v1.NodeConfigSource externalID:string podCIDR:string podCIDRs:[string]|set|patch=merge
          providerID:string taints:[core.v1.Taint] unschedulable:bool
        core.v1.NodeStatus
          addresses:[core.v1.NodeAddress]|map=type|patch=merge=type allocatable:{quantity} capacity:{quantity}
          conditions:[core.v1.NodeCondition]|map=type|patch=merge=type config:core.v1.NodeConfigStatus
          daemonEndpoints:core.v1.NodeDaemonEndpoints declaredFeatures:[string] features:core.v1.NodeFeatures
          images:[core.v1.ContainerImage] nodeInfo:core.v1.NodeSystemInfo phase:string
          runtimeHandlers:[core.v1.NodeRuntimeHandler] volumesAttached:[core.v1.AttachedVolume]
          volumesInUse:[string]
        core.v1.NodeSwapStatus
          capacity:int64
        core.v1.NodeSystemInfo
          architecture!:string bootID!:string containerRuntimeVersion!:string kernelVersion!:string
          kubeProxyVersion!:string kubeletVersion!:string machineID!:string operatingSystem!:string
          osImage!:string swap:core.v1.NodeSwapStatus systemUUID!:string
        core.v1.PersistentVolumeClaim
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.PersistentVolumeClaimSpec
          status:core.v1.PersistentVolumeClaimStatus
        core.v1.PersistentVolumeClaimCondition
          lastProbeTime:time lastTransitionTime:time message:string reason:string status!:string type!:string
        core.v1.PersistentVolumeClaimStatus
          accessModes:[string] allocatedResourceStatuses:{string} allocatedResources:{quantity}
          capacity:{quantity} conditions:[core.v1.PersistentVolumeClaimCondition]|map=type|patch=merge=type
          currentVolumeAttributesClassName:string modifyVolumeStatus:core.v1.ModifyVolumeStatus phase:string
        core.v1.PortStatus
          error:string port!:int32 protocol!:string
        core.v1.ReplicationController
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.ReplicationControllerSpec
          status:core.v1.ReplicationControllerStatus
        core.v1.ReplicationControllerCondition
          lastTransitionTime:time message:string reason:string status!:string type!:string
        core.v1.ReplicationControllerSpec
          minReadySeconds:int32 replicas:int32 selector:{string}|atomic template:core.v1.PodTemplateSpec
        core.v1.ReplicationControllerStatus
          availableReplicas:int32 conditions:[core.v1.ReplicationControllerCondition]|map=type|patch=merge=type
          fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas!:int32
        core.v1.ResourceHealth
          health:string message:string resourceID!:string
        core.v1.ResourceQuota
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.ResourceQuotaSpec
          status:core.v1.ResourceQuotaStatus
        core.v1.ResourceQuotaSpec
          hard:{quantity} scopeSelector:core.v1.ScopeSelector scopes:[string]
        core.v1.ResourceQuotaStatus
          hard:{quantity} used:{quantity}
        core.v1.ResourceStatus
          name!:string resources:[core.v1.ResourceHealth]|map=resourceID
        core.v1.ScopeSelector |atomic
          matchExpressions:[core.v1.ScopedResourceSelectorRequirement]
        core.v1.ScopedResourceSelectorRequirement
          operator!:string scopeName!:string values:[string]
        core.v1.Secret
          apiVersion:string data:{bytes} immutable:bool kind:string metadata:meta.v1.ObjectMeta
          stringData:{string} type:string
        core.v1.Service
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.ServiceSpec
          status:core.v1.ServiceStatus
        core.v1.ServiceAccount
          apiVersion:string automountServiceAccountToken:bool imagePullSecrets:[core.v1.LocalObjectReference]
          kind:string metadata:meta.v1.ObjectMeta secrets:[core.v1.ObjectReference]|map=name|patch=merge=name
        core.v1.ServicePort
          appProtocol:string name:string nodePort:int32 port!:int32 protocol:string targetPort:intorstring
        core.v1.ServiceSpec
          allocateLoadBalancerNodePorts:bool clusterIP:string clusterIPs:[string] externalIPs:[string]
          externalName:string externalTrafficPolicy:string healthCheckNodePort:int32 internalTrafficPolicy:string
          ipFamilies:[string] ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string
          loadBalancerSourceRanges:[string] ports:[core.v1.ServicePort]|map=port+protocol|patch=merge=port
          publishNotReadyAddresses:bool selector:{string}|atomic sessionAffinity:string
          sessionAffinityConfig:core.v1.SessionAffinityConfig trafficDistribution:string type:string
        core.v1.ServiceStatus
          conditions:[meta.v1.Condition]|map=type|patch=merge=type loadBalancer:core.v1.LoadBalancerStatus
        core.v1.SessionAffinityConfig
          clientIP:core.v1.ClientIPConfig
        core.v1.Taint
          effect!:string key!:string timeAdded:time value:string
        core.v1.TopologySelectorLabelRequirement
          key!:string values!:[string]
        core.v1.TopologySelectorTerm |atomic
          matchLabelExpressions:[core.v1.TopologySelectorLabelRequirement]
        core.v1.VolumeMountStatus
          mountPath!:string name!:string readOnly:bool recursiveReadOnly:string volumeStatus:core.v1.VolumeStatus
        core.v1.VolumeStatus
          image:core.v1.ImageVolumeStatus
        """
}
