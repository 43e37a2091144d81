extension BuiltinDefinitions {
    /// The types of the rest of the core group, in the notation of `BuiltinSchemas`.
    static let core = """
        core.v1.AttachedVolume
          devicePath!#2:string name!#1:string
        core.v1.ClientIPConfig
          timeoutSeconds#1:int32
        core.v1.ConfigMap
          apiVersion:string binaryData#3:{bytes} data#2:{string} immutable#4:bool kind:string
          metadata#1:meta.v1.ObjectMeta
        core.v1.ConfigMapNodeConfigSource
          kubeletConfigKey!#5:string name!#2:string namespace!#1:string resourceVersion#4:string uid#3:string
        core.v1.DaemonEndpoint
          Port!#1:int32
        core.v1.EndpointAddress |atomic
          hostname#3:string ip!#1:string nodeName#4:string targetRef#2:core.v1.ObjectReference
        core.v1.EndpointPort |atomic
          appProtocol#4:string name#1:string port!#2:int32 protocol#3:string
        core.v1.EndpointSubset
          addresses#1:[core.v1.EndpointAddress] notReadyAddresses#2:[core.v1.EndpointAddress]
          ports#3:[core.v1.EndpointPort]
        core.v1.Endpoints
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta subsets#2:[core.v1.EndpointSubset]
        core.v1.Event
          action#12:string apiVersion:string count#8:int32 eventTime#10:microtime firstTimestamp#6:time
          involvedObject!#2:core.v1.ObjectReference kind:string lastTimestamp#7:time message#4:string
          metadata!#1:meta.v1.ObjectMeta reason#3:string related#13:core.v1.ObjectReference
          reportingComponent#14:string reportingInstance#15:string series#11:core.v1.EventSeries
          source#5:core.v1.EventSource type#9:string
        core.v1.EventSeries
          count#1:int32 lastObservedTime#2:microtime
        core.v1.EventSource
          component#1:string host#2:string
        core.v1.HostIP
          ip!#1:string
        core.v1.ImageVolumeStatus
          imageRef!#1:string
        core.v1.LimitRange
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.LimitRangeSpec
        core.v1.LimitRangeItem
          default#4:{quantity} defaultRequest#5:{quantity} max#2:{quantity} maxLimitRequestRatio#6:{quantity}
          min#3:{quantity} type!#1:string
        core.v1.LimitRangeSpec
          limits!#1:[core.v1.LimitRangeItem]
        core.v1.LoadBalancerIngress
          hostname#2:string ip#1:string ipMode#3:string ports#4:[core.v1.PortStatus]
        core.v1.LoadBalancerStatus
          ingress#1:[core.v1.LoadBalancerIngress]
        core.v1.ModifyVolumeStatus
          status!#2:string targetVolumeAttributesClassName#1:string
        core.v1.Namespace
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.NamespaceSpec
          status#3:core.v1.NamespaceStatus
        core.v1.NamespaceCondition
          lastTransitionTime#4:time message#6:string reason#5:string status!#2:string type!#1:string
        core.v1.NamespaceSpec
          finalizers#1:[string]
        core.v1.NamespaceStatus
          conditions#2:[core.v1.NamespaceCondition]|map=type|patch=merge=type phase#1:string
        core.v1.Node
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.NodeSpec
          status#3:core.v1.NodeStatus
        core.v1.NodeAddress
          address!#2:string type!#1:string
        core.v1.NodeAllocatableResourceClaimStatus
          containers#2:[string]|set resourceClaimName!#1:string resources!#3:{quantity}
        core.v1.NodeCondition
          lastHeartbeatTime#3:time lastTransitionTime#4:time message#6:string reason#5:string status!#2:string
          type!#1:string
        core.v1.NodeConfigSource
          configMap#2:core.v1.ConfigMapNodeConfigSource
        core.v1.NodeConfigStatus
          active#2:core.v1.NodeConfigSource assigned#1:core.v1.NodeConfigSource error#4:string
          lastKnownGood#3:core.v1.NodeConfigSource
        core.v1.NodeDaemonEndpoints
          kubeletEndpoint#1:core.v1.DaemonEndpoint
        core.v1.NodeFeatures
          supplementalGroupsPolicy#1:bool
        core.v1.NodeRuntimeHandler
          features#2:core.v1.NodeRuntimeHandlerFeatures name#1:string
        core.v1.NodeRuntimeHandlerFeatures
          recursiveReadOnlyMounts#1:bool userNamespaces#2:bool
        core.v1.NodeSpec
          configSource#6:core.v1.NodeConfigSource externalID#2:string podCIDR#1:string
          podCIDRs#7:[string]|set|patch=merge providerID#3:string taints#5:[core.v1.Taint] unschedulable#4:bool
        core.v1.NodeStatus
          addresses#5:[core.v1.NodeAddress]|map=type|patch=merge=type allocatable#2:{quantity}
          capacity#1:{quantity} conditions#4:[core.v1.NodeCondition]|map=type|patch=merge=type
          config#11:core.v1.NodeConfigStatus daemonEndpoints#6:core.v1.NodeDaemonEndpoints
          declaredFeatures#14:[string] features#13:core.v1.NodeFeatures images#8:[core.v1.ContainerImage]
          nodeInfo#7:core.v1.NodeSystemInfo phase#3:string runtimeHandlers#12:[core.v1.NodeRuntimeHandler]
          volumesAttached#10:[core.v1.AttachedVolume] volumesInUse#9:[string]
        core.v1.NodeSwapStatus
          capacity#1:int64
        core.v1.NodeSystemInfo
          architecture!#10:string bootID!#3:string containerRuntimeVersion!#6:string kernelVersion!#4:string
          kubeProxyVersion!#8:string kubeletVersion!#7:string machineID!#1:string operatingSystem!#9:string
          osImage!#5:string swap#11:core.v1.NodeSwapStatus systemUUID!#2:string
        core.v1.PersistentVolumeClaim
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.PersistentVolumeClaimSpec
          status#3:core.v1.PersistentVolumeClaimStatus
        core.v1.PersistentVolumeClaimCondition
          lastProbeTime#3:time lastTransitionTime#4:time message#6:string reason#5:string status!#2:string
          type!#1:string
        core.v1.PersistentVolumeClaimStatus
          accessModes#2:[string] allocatedResourceStatuses#7:{string} allocatedResources#5:{quantity}
          capacity#3:{quantity} conditions#4:[core.v1.PersistentVolumeClaimCondition]|map=type|patch=merge=type
          currentVolumeAttributesClassName#8:string modifyVolumeStatus#9:core.v1.ModifyVolumeStatus phase#1:string
        core.v1.PortStatus
          error#3:string port!#1:int32 protocol!#2:string
        core.v1.ReplicationController
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.ReplicationControllerSpec
          status#3:core.v1.ReplicationControllerStatus
        core.v1.ReplicationControllerCondition
          lastTransitionTime#3:time message#5:string reason#4:string status!#2:string type!#1:string
        core.v1.ReplicationControllerSpec
          minReadySeconds#4:int32 replicas#1:int32 selector#2:{string}|atomic template#3:core.v1.PodTemplateSpec
        core.v1.ReplicationControllerStatus
          availableReplicas#5:int32
          conditions#6:[core.v1.ReplicationControllerCondition]|map=type|patch=merge=type
          fullyLabeledReplicas#2:int32 observedGeneration#3:int64 readyReplicas#4:int32 replicas!#1:int32
        core.v1.ResourceHealth
          health#2:string message#6:string resourceID!#1:string
        core.v1.ResourceQuota
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.ResourceQuotaSpec
          status#3:core.v1.ResourceQuotaStatus
        core.v1.ResourceQuotaSpec
          hard#1:{quantity} scopeSelector#3:core.v1.ScopeSelector scopes#2:[string]
        core.v1.ResourceQuotaStatus
          hard#1:{quantity} used#2:{quantity}
        core.v1.ResourceStatus
          name!#1:string resources#2:[core.v1.ResourceHealth]|map=resourceID
        core.v1.ScopeSelector |atomic
          matchExpressions#1:[core.v1.ScopedResourceSelectorRequirement]
        core.v1.ScopedResourceSelectorRequirement
          operator!#2:string scopeName!#1:string values#3:[string]
        core.v1.Secret
          apiVersion:string data#2:{bytes} immutable#5:bool kind:string metadata#1:meta.v1.ObjectMeta
          stringData#4:{string} type#3:string
        core.v1.Service
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.ServiceSpec
          status#3:core.v1.ServiceStatus
        core.v1.ServiceAccount
          apiVersion:string automountServiceAccountToken#4:bool imagePullSecrets#3:[core.v1.LocalObjectReference]
          kind:string metadata#1:meta.v1.ObjectMeta secrets#2:[core.v1.ObjectReference]|map=name|patch=merge=name
        core.v1.ServicePort
          appProtocol#6:string name#1:string nodePort#5:int32 port!#3:int32 protocol#2:string
          targetPort#4:intorstring
        core.v1.ServiceSpec
          allocateLoadBalancerNodePorts#20:bool clusterIP#3:string clusterIPs#18:[string] externalIPs#5:[string]
          externalName#10:string externalTrafficPolicy#11:string healthCheckNodePort#12:int32
          internalTrafficPolicy#22:string ipFamilies#19:[string] ipFamilyPolicy#17:string
          loadBalancerClass#21:string loadBalancerIP#8:string loadBalancerSourceRanges#9:[string]
          ports#1:[core.v1.ServicePort]|map=port+protocol|patch=merge=port publishNotReadyAddresses#13:bool
          selector#2:{string}|atomic sessionAffinity#7:string
          sessionAffinityConfig#14:core.v1.SessionAffinityConfig trafficDistribution#23:string type#4:string
        core.v1.ServiceStatus
          conditions#2:[meta.v1.Condition]|map=type|patch=merge=type loadBalancer#1:core.v1.LoadBalancerStatus
        core.v1.SessionAffinityConfig
          clientIP#1:core.v1.ClientIPConfig
        core.v1.Taint
          effect!#3:string key!#1:string timeAdded#4:time value#2:string
        core.v1.TopologySelectorLabelRequirement
          key!#1:string values!#2:[string]
        core.v1.TopologySelectorTerm |atomic
          matchLabelExpressions#1:[core.v1.TopologySelectorLabelRequirement]
        core.v1.VolumeMountStatus
          mountPath!#2:string name!#1:string readOnly#3:bool recursiveReadOnly#4:string
          volumeStatus#5:core.v1.VolumeStatus
        core.v1.VolumeStatus
          image#1:core.v1.ImageVolumeStatus
        """
}
