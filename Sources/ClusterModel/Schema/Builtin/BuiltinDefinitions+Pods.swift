extension BuiltinDefinitions {
    /// The types of pods and what they are made of, in the notation of `BuiltinSchemas`.
    static let pods = """
        core.v1.Affinity
          nodeAffinity:core.v1.NodeAffinity podAffinity:core.v1.PodAffinity
          podAntiAffinity:core.v1.PodAntiAffinity
        core.v1.AppArmorProfile
          localhostProfile:string type!:string
        core.v1.Capabilities
          add:[string] drop:[string]
        core.v1.ConfigMapEnvSource
          name:string optional:bool
        core.v1.ConfigMapKeySelector |atomic
          key!:string name:string optional:bool
        core.v1.Container
          args:[string] command:[string] env:[core.v1.EnvVar]|map=name|patch=merge=name
          envFrom:[core.v1.EnvFromSource] image:string imagePullPolicy:string lifecycle:core.v1.Lifecycle
          livenessProbe:core.v1.Probe name!:string
          ports:[core.v1.ContainerPort]|map=containerPort+protocol|patch=merge=containerPort
          readinessProbe:core.v1.Probe resizePolicy:[core.v1.ContainerResizePolicy]
          resources:core.v1.ResourceRequirements restartPolicy:string
          restartPolicyRules:[core.v1.ContainerRestartRule] securityContext:core.v1.SecurityContext
          startupProbe:core.v1.Probe stdin:bool stdinOnce:bool terminationMessagePath:string
          terminationMessagePolicy:string tty:bool
          volumeDevices:[core.v1.VolumeDevice]|map=devicePath|patch=merge=devicePath
          volumeMounts:[core.v1.VolumeMount]|map=mountPath|patch=merge=mountPath workingDir:string
        core.v1.ContainerExtendedResourceRequest
          containerName!:string requestName!:string resourceName!:string
        core.v1.ContainerImage
          names:[string] sizeBytes:int64
        core.v1.ContainerPort
          containerPort!:int32 hostIP:string hostPort:int32 name:string protocol:string
        core.v1.ContainerResizePolicy
          resourceName!:string restartPolicy!:string
        core.v1.ContainerRestartRule
          action!:string exitCodes:core.v1.ContainerRestartRuleOnExitCodes
        core.v1.ContainerRestartRuleOnExitCodes
          operator!:string values:[int32]|set
        core.v1.ContainerState
          running:core.v1.ContainerStateRunning terminated:core.v1.ContainerStateTerminated
          waiting:core.v1.ContainerStateWaiting
        core.v1.ContainerStateRunning
          startedAt:time
        core.v1.ContainerStateTerminated
          containerID:string exitCode!:int32 finishedAt:time message:string reason:string signal:int32
          startedAt:time
        core.v1.ContainerStateWaiting
          message:string reason:string
        core.v1.ContainerStatus
          allocatedResources:{quantity}
          allocatedResourcesStatus:[core.v1.ResourceStatus]|map=name|patch=merge=name containerID:string
          image!:string imageID!:string lastState:core.v1.ContainerState name!:string ready!:bool
          resources:core.v1.ResourceRequirements restartCount!:int32 started:bool state:core.v1.ContainerState
          stopSignal:string user:core.v1.ContainerUser
          volumeMounts:[core.v1.VolumeMountStatus]|map=mountPath|patch=merge=mountPath
        core.v1.ContainerUser
          linux:core.v1.LinuxContainerUser
        core.v1.EnvFromSource
          configMapRef:core.v1.ConfigMapEnvSource prefix:string secretRef:core.v1.SecretEnvSource
        core.v1.EnvVar
          name!:string value:string valueFrom:core.v1.EnvVarSource
        core.v1.EnvVarSource
          configMapKeyRef:core.v1.ConfigMapKeySelector fieldRef:core.v1.ObjectFieldSelector
          fileKeyRef:core.v1.FileKeySelector resourceFieldRef:core.v1.ResourceFieldSelector
          secretKeyRef:core.v1.SecretKeySelector
        core.v1.EphemeralContainer
          args:[string] command:[string] env:[core.v1.EnvVar]|map=name|patch=merge=name
          envFrom:[core.v1.EnvFromSource] image:string imagePullPolicy:string lifecycle:core.v1.Lifecycle
          livenessProbe:core.v1.Probe name!:string
          ports:[core.v1.ContainerPort]|map=containerPort+protocol|patch=merge=containerPort
          readinessProbe:core.v1.Probe resizePolicy:[core.v1.ContainerResizePolicy]
          resources:core.v1.ResourceRequirements restartPolicy:string
          restartPolicyRules:[core.v1.ContainerRestartRule] securityContext:core.v1.SecurityContext
          startupProbe:core.v1.Probe stdin:bool stdinOnce:bool targetContainerName:string
          terminationMessagePath:string terminationMessagePolicy:string tty:bool
          volumeDevices:[core.v1.VolumeDevice]|map=devicePath|patch=merge=devicePath
          volumeMounts:[core.v1.VolumeMount]|map=mountPath|patch=merge=mountPath workingDir:string
        core.v1.ExecAction
          command:[string]
        core.v1.FileKeySelector |atomic
          key!:string optional:bool path!:string volumeName!:string
        core.v1.GRPCAction
          port!:int32 service:string
        core.v1.HTTPGetAction
          host:string httpHeaders:[core.v1.HTTPHeader] path:string port!:intorstring scheme:string
        core.v1.HTTPHeader
          name!:string value!:string
        core.v1.HostAlias
          hostnames:[string] ip!:string
        core.v1.Lifecycle
          postStart:core.v1.LifecycleHandler preStop:core.v1.LifecycleHandler stopSignal:string
        core.v1.LifecycleHandler
          exec:core.v1.ExecAction httpGet:core.v1.HTTPGetAction sleep:core.v1.SleepAction
          tcpSocket:core.v1.TCPSocketAction
        core.v1.LinuxContainerUser
          gid!:int64 supplementalGroups:[int64] uid!:int64
        core.v1.NodeAffinity
          preferredDuringSchedulingIgnoredDuringExecution:[core.v1.PreferredSchedulingTerm]
          requiredDuringSchedulingIgnoredDuringExecution:core.v1.NodeSelector
        core.v1.Pod
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:core.v1.PodSpec status:core.v1.PodStatus
        core.v1.PodAffinity
          preferredDuringSchedulingIgnoredDuringExecution:[core.v1.WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution:[core.v1.PodAffinityTerm]
        core.v1.PodAffinityTerm
          labelSelector:meta.v1.LabelSelector matchLabelKeys:[string] mismatchLabelKeys:[string]
          namespaceSelector:meta.v1.LabelSelector namespaces:[string] topologyKey!:string
        core.v1.PodAntiAffinity
          preferredDuringSchedulingIgnoredDuringExecution:[core.v1.WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution:[core.v1.PodAffinityTerm]
        core.v1.PodCondition
          lastProbeTime:time lastTransitionTime:time message:string observedGeneration:int64 reason:string
          status!:string type!:string
        core.v1.PodDNSConfig
          nameservers:[string] options:[core.v1.PodDNSConfigOption] searches:[string]
        core.v1.PodDNSConfigOption
          name:string value:string
        core.v1.PodExtendedResourceClaimStatus
          requestMappings!:[core.v1.ContainerExtendedResourceRequest] resourceClaimName!:string
        core.v1.PodIP
          ip!:string
        core.v1.PodOS
          name!:string
        core.v1.PodReadinessGate
          conditionType!:string
        core.v1.PodResourceClaim
          name!:string resourceClaimName:string resourceClaimTemplateName:string
        core.v1.PodResourceClaimStatus
          name!:string resourceClaimName:string
        core.v1.PodSchedulingGate
          name!:string
        core.v1.PodSchedulingGroup
          podGroupName:string
        core.v1.PodSecurityContext
          appArmorProfile:core.v1.AppArmorProfile fsGroup:int64 fsGroupChangePolicy:string runAsGroup:int64
          runAsNonRoot:bool runAsUser:int64 seLinuxChangePolicy:string seLinuxOptions:core.v1.SELinuxOptions
          seccompProfile:core.v1.SeccompProfile supplementalGroups:[int64] supplementalGroupsPolicy:string
          sysctls:[core.v1.Sysctl] windowsOptions:core.v1.WindowsSecurityContextOptions
        core.v1.PodSpec
          activeDeadlineSeconds:int64 affinity:core.v1.Affinity automountServiceAccountToken:bool
          containers!:[core.v1.Container]|map=name|patch=merge=name dnsConfig:core.v1.PodDNSConfig
          dnsPolicy:string enableServiceLinks:bool
          ephemeralContainers:[core.v1.EphemeralContainer]|map=name|patch=merge=name
          hostAliases:[core.v1.HostAlias]|map=ip|patch=merge=ip hostIPC:bool hostNetwork:bool hostPID:bool
          hostUsers:bool hostname:string hostnameOverride:string
          imagePullSecrets:[core.v1.LocalObjectReference]|map=name|patch=merge=name
          initContainers:[core.v1.Container]|map=name|patch=merge=name nodeName:string
          nodeSelector:{string}|atomic os:core.v1.PodOS overhead:{quantity} preemptionPolicy:string priority:int32
          priorityClassName:string readinessGates:[core.v1.PodReadinessGate]
          resourceClaims:[core.v1.PodResourceClaim]|map=name|patch=merge+retainKeys=name
          resources:core.v1.ResourceRequirements restartPolicy:string runtimeClassName:string schedulerName:string
          schedulingGates:[core.v1.PodSchedulingGate]|map=name|patch=merge=name
          schedulingGroup:core.v1.PodSchedulingGroup securityContext:core.v1.PodSecurityContext
          serviceAccount:string serviceAccountName:string setHostnameAsFQDN:bool shareProcessNamespace:bool
          subdomain:string terminationGracePeriodSeconds:int64 tolerations:[core.v1.Toleration]
          topologySpreadConstraints:[core.v1.TopologySpreadConstraint]|map=topologyKey+whenUnsatisfiable|patch=merge=topologyKey
          volumes:[core.v1.Volume]|map=name|patch=merge+retainKeys=name
        core.v1.PodStatus
          allocatedResources:{quantity} conditions:[core.v1.PodCondition]|map=type|patch=merge=type
          containerStatuses:[core.v1.ContainerStatus] ephemeralContainerStatuses:[core.v1.ContainerStatus]
          extendedResourceClaimStatus:core.v1.PodExtendedResourceClaimStatus hostIP:string
          hostIPs:[core.v1.HostIP]|patch=merge=ip initContainerStatuses:[core.v1.ContainerStatus] message:string
          nodeAllocatableResourceClaimStatuses:[core.v1.NodeAllocatableResourceClaimStatus]
          nominatedNodeName:string observedGeneration:int64 phase:string podIP:string
          podIPs:[core.v1.PodIP]|map=ip|patch=merge=ip qosClass:string reason:string resize:string
          resourceClaimStatuses:[core.v1.PodResourceClaimStatus]|map=name|patch=merge+retainKeys=name
          resources:core.v1.ResourceRequirements startTime:time
        core.v1.PodTemplate
          apiVersion:string kind:string metadata:meta.v1.ObjectMeta template:core.v1.PodTemplateSpec
        core.v1.PodTemplateSpec
          metadata:meta.v1.ObjectMeta spec:core.v1.PodSpec
        core.v1.PreferredSchedulingTerm
          preference!:core.v1.NodeSelectorTerm weight!:int32
        core.v1.Probe
          exec:core.v1.ExecAction failureThreshold:int32 grpc:core.v1.GRPCAction httpGet:core.v1.HTTPGetAction
          initialDelaySeconds:int32 periodSeconds:int32 successThreshold:int32 tcpSocket:core.v1.TCPSocketAction
          terminationGracePeriodSeconds:int64 timeoutSeconds:int32
        core.v1.ResourceClaim
          name!:string request:string
        core.v1.ResourceRequirements
          claims:[core.v1.ResourceClaim]|map=name limits:{quantity} requests:{quantity}
        core.v1.SELinuxOptions
          level:string role:string type:string user:string
        core.v1.SeccompProfile
          localhostProfile:string type!:string
        core.v1.SecretEnvSource
          name:string optional:bool
        core.v1.SecretKeySelector |atomic
          key!:string name:string optional:bool
        core.v1.SecurityContext
          allowPrivilegeEscalation:bool appArmorProfile:core.v1.AppArmorProfile capabilities:core.v1.Capabilities
          privileged:bool procMount:string readOnlyRootFilesystem:bool runAsGroup:int64 runAsNonRoot:bool
          runAsUser:int64 seLinuxOptions:core.v1.SELinuxOptions seccompProfile:core.v1.SeccompProfile
          windowsOptions:core.v1.WindowsSecurityContextOptions
        core.v1.SleepAction
          seconds!:int64
        core.v1.Sysctl
          name!:string value!:string
        core.v1.TCPSocketAction
          host:string port!:intorstring
        core.v1.Toleration
          effect:string key:string operator:string tolerationSeconds:int64 value:string
        core.v1.TopologySpreadConstraint
          labelSelector:meta.v1.LabelSelector matchLabelKeys:[string] maxSkew!:int32 minDomains:int32
          nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey!:string whenUnsatisfiable!:string
        core.v1.VolumeDevice
          devicePath!:string name!:string
        core.v1.VolumeMount
          mountPath!:string mountPropagation:string name!:string readOnly:bool recursiveReadOnly:string
          subPath:string subPathExpr:string
        core.v1.WeightedPodAffinityTerm
          podAffinityTerm!:core.v1.PodAffinityTerm weight!:int32
        core.v1.WindowsSecurityContextOptions
          gmsaCredentialSpec:string gmsaCredentialSpecName:string hostProcess:bool runAsUserName:string
        """
}
