extension BuiltinDefinitions {
    /// The types of pods and what they are made of, in the notation of `BuiltinSchemas`.
    static let pods = """
        core.v1.Affinity
          nodeAffinity#1:core.v1.NodeAffinity podAffinity#2:core.v1.PodAffinity
          podAntiAffinity#3:core.v1.PodAntiAffinity
        core.v1.AppArmorProfile
          localhostProfile#2:string type!#1:string
        core.v1.Capabilities
          add#1:[string] drop#2:[string]
        core.v1.ConfigMapEnvSource
          name#1.1:string optional#2:bool
        core.v1.ConfigMapKeySelector |atomic
          key!#2:string name#1.1:string optional#3:bool
        core.v1.Container
          args#4:[string] command#3:[string] env#7:[core.v1.EnvVar]|map=name|patch=merge=name
          envFrom#19:[core.v1.EnvFromSource] image#2:string imagePullPolicy#14:string
          lifecycle#12:core.v1.Lifecycle livenessProbe#10:core.v1.Probe name!#1:string
          ports#6:[core.v1.ContainerPort]|map=containerPort+protocol|patch=merge=containerPort
          readinessProbe#11:core.v1.Probe resizePolicy#23:[core.v1.ContainerResizePolicy]
          resources#8:core.v1.ResourceRequirements restartPolicy#24:string
          restartPolicyRules#25:[core.v1.ContainerRestartRule] securityContext#15:core.v1.SecurityContext
          startupProbe#22:core.v1.Probe stdin#16:bool stdinOnce#17:bool terminationMessagePath#13:string
          terminationMessagePolicy#20:string tty#18:bool
          volumeDevices#21:[core.v1.VolumeDevice]|map=devicePath|patch=merge=devicePath
          volumeMounts#9:[core.v1.VolumeMount]|map=mountPath|patch=merge=mountPath workingDir#5:string
        core.v1.ContainerExtendedResourceRequest
          containerName!#1:string requestName!#3:string resourceName!#2:string
        core.v1.ContainerImage
          names#1:[string] sizeBytes#2:int64
        core.v1.ContainerPort
          containerPort!#3:int32 hostIP#5:string hostPort#2:int32 name#1:string protocol#4:string
        core.v1.ContainerResizePolicy
          resourceName!#1:string restartPolicy!#2:string
        core.v1.ContainerRestartRule
          action!#1:string exitCodes#2:core.v1.ContainerRestartRuleOnExitCodes
        core.v1.ContainerRestartRuleOnExitCodes
          operator!#1:string values#2:[int32]|set
        core.v1.ContainerState
          running#2:core.v1.ContainerStateRunning terminated#3:core.v1.ContainerStateTerminated
          waiting#1:core.v1.ContainerStateWaiting
        core.v1.ContainerStateRunning
          startedAt#1:time
        core.v1.ContainerStateTerminated
          containerID#7:string exitCode!#1:int32 finishedAt#6:time message#4:string reason#3:string signal#2:int32
          startedAt#5:time
        core.v1.ContainerStateWaiting
          message#2:string reason#1:string
        core.v1.ContainerStatus
          allocatedResources#10:{quantity}
          allocatedResourcesStatus#14:[core.v1.ResourceStatus]|map=name|patch=merge=name containerID#8:string
          image!#6:string imageID!#7:string lastState#3:core.v1.ContainerState name!#1:string ready!#4:bool
          resources#11:core.v1.ResourceRequirements restartCount!#5:int32 started#9:bool
          state#2:core.v1.ContainerState stopSignal#15:string user#13:core.v1.ContainerUser
          volumeMounts#12:[core.v1.VolumeMountStatus]|map=mountPath|patch=merge=mountPath
        core.v1.ContainerUser
          linux#1:core.v1.LinuxContainerUser
        core.v1.EnvFromSource
          configMapRef#2:core.v1.ConfigMapEnvSource prefix#1:string secretRef#3:core.v1.SecretEnvSource
        core.v1.EnvVar
          name!#1:string value#2:string valueFrom#3:core.v1.EnvVarSource
        core.v1.EnvVarSource
          configMapKeyRef#3:core.v1.ConfigMapKeySelector fieldRef#1:core.v1.ObjectFieldSelector
          fileKeyRef#5:core.v1.FileKeySelector resourceFieldRef#2:core.v1.ResourceFieldSelector
          secretKeyRef#4:core.v1.SecretKeySelector
        core.v1.EphemeralContainer
          args#1.4:[string] command#1.3:[string] env#1.7:[core.v1.EnvVar]|map=name|patch=merge=name
          envFrom#1.19:[core.v1.EnvFromSource] image#1.2:string imagePullPolicy#1.14:string
          lifecycle#1.12:core.v1.Lifecycle livenessProbe#1.10:core.v1.Probe name!#1.1:string
          ports#1.6:[core.v1.ContainerPort]|map=containerPort+protocol|patch=merge=containerPort
          readinessProbe#1.11:core.v1.Probe resizePolicy#1.23:[core.v1.ContainerResizePolicy]
          resources#1.8:core.v1.ResourceRequirements restartPolicy#1.24:string
          restartPolicyRules#1.25:[core.v1.ContainerRestartRule] securityContext#1.15:core.v1.SecurityContext
          startupProbe#1.22:core.v1.Probe stdin#1.16:bool stdinOnce#1.17:bool targetContainerName#2:string
          terminationMessagePath#1.13:string terminationMessagePolicy#1.20:string tty#1.18:bool
          volumeDevices#1.21:[core.v1.VolumeDevice]|map=devicePath|patch=merge=devicePath
          volumeMounts#1.9:[core.v1.VolumeMount]|map=mountPath|patch=merge=mountPath workingDir#1.5:string
        core.v1.ExecAction
          command#1:[string]
        core.v1.FileKeySelector |atomic
          key!#3:string optional#4:bool path!#2:string volumeName!#1:string
        core.v1.GRPCAction
          port!#1:int32 service#2:string
        core.v1.HTTPGetAction
          host#3:string httpHeaders#5:[core.v1.HTTPHeader] path#1:string port!#2:intorstring scheme#4:string
        core.v1.HTTPHeader
          name!#1:string value!#2:string
        core.v1.HostAlias
          hostnames#2:[string] ip!#1:string
        core.v1.Lifecycle
          postStart#1:core.v1.LifecycleHandler preStop#2:core.v1.LifecycleHandler stopSignal#3:string
        core.v1.LifecycleHandler
          exec#1:core.v1.ExecAction httpGet#2:core.v1.HTTPGetAction sleep#4:core.v1.SleepAction
          tcpSocket#3:core.v1.TCPSocketAction
        core.v1.LinuxContainerUser
          gid!#2:int64 supplementalGroups#3:[int64] uid!#1:int64
        core.v1.NodeAffinity
          preferredDuringSchedulingIgnoredDuringExecution#2:[core.v1.PreferredSchedulingTerm]
          requiredDuringSchedulingIgnoredDuringExecution#1:core.v1.NodeSelector
        core.v1.Pod
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.PodSpec
          status#3:core.v1.PodStatus
        core.v1.PodAffinity
          preferredDuringSchedulingIgnoredDuringExecution#2:[core.v1.WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution#1:[core.v1.PodAffinityTerm]
        core.v1.PodAffinityTerm
          labelSelector#1:meta.v1.LabelSelector matchLabelKeys#5:[string] mismatchLabelKeys#6:[string]
          namespaceSelector#4:meta.v1.LabelSelector namespaces#2:[string] topologyKey!#3:string
        core.v1.PodAntiAffinity
          preferredDuringSchedulingIgnoredDuringExecution#2:[core.v1.WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution#1:[core.v1.PodAffinityTerm]
        core.v1.PodCondition
          lastProbeTime#3:time lastTransitionTime#4:time message#6:string observedGeneration#7:int64
          reason#5:string status!#2:string type!#1:string
        core.v1.PodDNSConfig
          nameservers#1:[string] options#3:[core.v1.PodDNSConfigOption] searches#2:[string]
        core.v1.PodDNSConfigOption
          name#1:string value#2:string
        core.v1.PodExtendedResourceClaimStatus
          requestMappings!#1:[core.v1.ContainerExtendedResourceRequest] resourceClaimName!#2:string
        core.v1.PodIP
          ip!#1:string
        core.v1.PodOS
          name!#1:string
        core.v1.PodReadinessGate
          conditionType!#1:string
        core.v1.PodResourceClaim
          name!#1:string resourceClaimName#3:string resourceClaimTemplateName#4:string
        core.v1.PodResourceClaimStatus
          name!#1:string resourceClaimName#2:string
        core.v1.PodSchedulingGate
          name!#1:string
        core.v1.PodSchedulingGroup
          podGroupName#1:string
        core.v1.PodSecurityContext
          appArmorProfile#11:core.v1.AppArmorProfile fsGroup#5:int64 fsGroupChangePolicy#9:string
          runAsGroup#6:int64 runAsNonRoot#3:bool runAsUser#2:int64 seLinuxChangePolicy#13:string
          seLinuxOptions#1:core.v1.SELinuxOptions seccompProfile#10:core.v1.SeccompProfile
          supplementalGroups#4:[int64] supplementalGroupsPolicy#12:string sysctls#7:[core.v1.Sysctl]
          windowsOptions#8:core.v1.WindowsSecurityContextOptions
        core.v1.PodSpec
          activeDeadlineSeconds#5:int64 affinity#18:core.v1.Affinity automountServiceAccountToken#21:bool
          containers!#2:[core.v1.Container]|map=name|patch=merge=name dnsConfig#26:core.v1.PodDNSConfig
          dnsPolicy#6:string enableServiceLinks#30:bool
          ephemeralContainers#34:[core.v1.EphemeralContainer]|map=name|patch=merge=name
          hostAliases#23:[core.v1.HostAlias]|map=ip|patch=merge=ip hostIPC#13:bool hostNetwork#11:bool
          hostPID#12:bool hostUsers#37:bool hostname#16:string hostnameOverride#41:string
          imagePullSecrets#15:[core.v1.LocalObjectReference]|map=name|patch=merge=name
          initContainers#20:[core.v1.Container]|map=name|patch=merge=name nodeName#10:string
          nodeSelector#7:{string}|atomic os#36:core.v1.PodOS overhead#32:{quantity} preemptionPolicy#31:string
          priority#25:int32 priorityClassName#24:string readinessGates#28:[core.v1.PodReadinessGate]
          resourceClaims#39:[core.v1.PodResourceClaim]|map=name|patch=merge+retainKeys=name
          resources#40:core.v1.ResourceRequirements restartPolicy#3:string runtimeClassName#29:string
          schedulerName#19:string schedulingGates#38:[core.v1.PodSchedulingGate]|map=name|patch=merge=name
          schedulingGroup#43:core.v1.PodSchedulingGroup securityContext#14:core.v1.PodSecurityContext
          serviceAccount#9:string serviceAccountName#8:string setHostnameAsFQDN#35:bool
          shareProcessNamespace#27:bool subdomain#17:string terminationGracePeriodSeconds#4:int64
          tolerations#22:[core.v1.Toleration]
          topologySpreadConstraints#33:[core.v1.TopologySpreadConstraint]|map=topologyKey+whenUnsatisfiable|patch=merge=topologyKey
          volumes#1:[core.v1.Volume]|map=name|patch=merge+retainKeys=name
        core.v1.PodStatus
          allocatedResources#19:{quantity} conditions#2:[core.v1.PodCondition]|map=type|patch=merge=type
          containerStatuses#8:[core.v1.ContainerStatus] ephemeralContainerStatuses#13:[core.v1.ContainerStatus]
          extendedResourceClaimStatus#18:core.v1.PodExtendedResourceClaimStatus hostIP#5:string
          hostIPs#16:[core.v1.HostIP]|patch=merge=ip initContainerStatuses#10:[core.v1.ContainerStatus]
          message#3:string nodeAllocatableResourceClaimStatuses#21:[core.v1.NodeAllocatableResourceClaimStatus]
          nominatedNodeName#11:string observedGeneration#17:int64 phase#1:string podIP#6:string
          podIPs#12:[core.v1.PodIP]|map=ip|patch=merge=ip qosClass#9:string reason#4:string resize#14:string
          resourceClaimStatuses#15:[core.v1.PodResourceClaimStatus]|map=name|patch=merge+retainKeys=name
          resources#20:core.v1.ResourceRequirements startTime#7:time
        core.v1.PodTemplate
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta template#2:core.v1.PodTemplateSpec
        core.v1.PodTemplateSpec
          metadata#1:meta.v1.ObjectMeta spec#2:core.v1.PodSpec
        core.v1.PreferredSchedulingTerm
          preference!#2:core.v1.NodeSelectorTerm weight!#1:int32
        core.v1.Probe
          exec#1.1:core.v1.ExecAction failureThreshold#6:int32 grpc#1.4:core.v1.GRPCAction
          httpGet#1.2:core.v1.HTTPGetAction initialDelaySeconds#2:int32 periodSeconds#4:int32
          successThreshold#5:int32 tcpSocket#1.3:core.v1.TCPSocketAction terminationGracePeriodSeconds#7:int64
          timeoutSeconds#3:int32
        core.v1.ResourceClaim
          name!#1:string request#2:string
        core.v1.ResourceRequirements
          claims#3:[core.v1.ResourceClaim]|map=name limits#1:{quantity} requests#2:{quantity}
        core.v1.SELinuxOptions
          level#4:string role#2:string type#3:string user#1:string
        core.v1.SeccompProfile
          localhostProfile#2:string type!#1:string
        core.v1.SecretEnvSource
          name#1.1:string optional#2:bool
        core.v1.SecretKeySelector |atomic
          key!#2:string name#1.1:string optional#3:bool
        core.v1.SecurityContext
          allowPrivilegeEscalation#7:bool appArmorProfile#12:core.v1.AppArmorProfile
          capabilities#1:core.v1.Capabilities privileged#2:bool procMount#9:string readOnlyRootFilesystem#6:bool
          runAsGroup#8:int64 runAsNonRoot#5:bool runAsUser#4:int64 seLinuxOptions#3:core.v1.SELinuxOptions
          seccompProfile#11:core.v1.SeccompProfile windowsOptions#10:core.v1.WindowsSecurityContextOptions
        core.v1.SleepAction
          seconds!#1:int64
        core.v1.Sysctl
          name!#1:string value!#2:string
        core.v1.TCPSocketAction
          host#2:string port!#1:intorstring
        core.v1.Toleration
          effect#4:string key#1:string operator#2:string tolerationSeconds#5:int64 value#3:string
        core.v1.TopologySpreadConstraint
          labelSelector#4:meta.v1.LabelSelector matchLabelKeys#8:[string] maxSkew!#1:int32 minDomains#5:int32
          nodeAffinityPolicy#6:string nodeTaintsPolicy#7:string topologyKey!#2:string whenUnsatisfiable!#3:string
        core.v1.VolumeDevice
          devicePath!#2:string name!#1:string
        core.v1.VolumeMount
          mountPath!#3:string mountPropagation#5:string name!#1:string readOnly#2:bool recursiveReadOnly#7:string
          subPath#4:string subPathExpr#6:string
        core.v1.WeightedPodAffinityTerm
          podAffinityTerm!#2:core.v1.PodAffinityTerm weight!#1:int32
        core.v1.WindowsSecurityContextOptions
          gmsaCredentialSpec#2:string gmsaCredentialSpecName#1:string hostProcess#4:bool runAsUserName#3:string
        """
}
