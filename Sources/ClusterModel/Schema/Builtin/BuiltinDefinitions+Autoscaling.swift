extension BuiltinDefinitions {
    /// The types of the groups autoscaling and policy, in the notation of `BuiltinSchemas`.
    static let autoscaling = """
        autoscaling.v1.CrossVersionObjectReference |atomic
          apiVersion#3:string kind!#1:string name!#2:string
        autoscaling.v1.HorizontalPodAutoscaler
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:autoscaling.v1.HorizontalPodAutoscalerSpec status#3:autoscaling.v1.HorizontalPodAutoscalerStatus
        autoscaling.v1.HorizontalPodAutoscalerSpec
          maxReplicas!#3:int32 minReplicas#2:int32 scaleTargetRef!#1:autoscaling.v1.CrossVersionObjectReference
          targetCPUUtilizationPercentage#4:int32
        autoscaling.v1.HorizontalPodAutoscalerStatus
          currentCPUUtilizationPercentage#5:int32 currentReplicas!#3:int32 desiredReplicas!#4:int32
          lastScaleTime#2:time observedGeneration#1:int64
        autoscaling.v1.Scale
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:autoscaling.v1.ScaleSpec
          status#3:autoscaling.v1.ScaleStatus
        autoscaling.v1.ScaleSpec
          replicas#1:int32
        autoscaling.v1.ScaleStatus
          replicas!#1:int32 selector#2:string
        autoscaling.v2.ContainerResourceMetricSource
          container!#3:string name!#1:string target!#2:autoscaling.v2.MetricTarget
        autoscaling.v2.ContainerResourceMetricStatus
          container!#3:string current!#2:autoscaling.v2.MetricValueStatus name!#1:string
        autoscaling.v2.CrossVersionObjectReference
          apiVersion#3:string kind!#1:string name!#2:string
        autoscaling.v2.ExternalMetricSource
          metric!#1:autoscaling.v2.MetricIdentifier target!#2:autoscaling.v2.MetricTarget
        autoscaling.v2.ExternalMetricStatus
          current!#2:autoscaling.v2.MetricValueStatus metric!#1:autoscaling.v2.MetricIdentifier
        autoscaling.v2.HPAScalingPolicy
          periodSeconds!#3:int32 type!#1:string value!#2:int32
        autoscaling.v2.HPAScalingRules
          policies#2:[autoscaling.v2.HPAScalingPolicy] selectPolicy#1:string stabilizationWindowSeconds#3:int32
          tolerance#4:quantity
        autoscaling.v2.HorizontalPodAutoscaler
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta
          spec!#2:autoscaling.v2.HorizontalPodAutoscalerSpec status#3:autoscaling.v2.HorizontalPodAutoscalerStatus
        autoscaling.v2.HorizontalPodAutoscalerBehavior
          scaleDown#2:autoscaling.v2.HPAScalingRules scaleUp#1:autoscaling.v2.HPAScalingRules
        autoscaling.v2.HorizontalPodAutoscalerCondition
          lastTransitionTime#3:time message#5:string reason#4:string status!#2:string type!#1:string
        autoscaling.v2.HorizontalPodAutoscalerSpec
          behavior#5:autoscaling.v2.HorizontalPodAutoscalerBehavior maxReplicas!#3:int32
          metrics#4:[autoscaling.v2.MetricSpec] minReplicas#2:int32
          scaleTargetRef!#1:autoscaling.v2.CrossVersionObjectReference
        autoscaling.v2.HorizontalPodAutoscalerStatus
          conditions#6:[autoscaling.v2.HorizontalPodAutoscalerCondition]|map=type|patch=merge=type
          currentMetrics#5:[autoscaling.v2.MetricStatus] currentReplicas#3:int32 desiredReplicas!#4:int32
          lastScaleTime#2:time observedGeneration#1:int64
        autoscaling.v2.MetricIdentifier
          name!#1:string selector#2:meta.v1.LabelSelector
        autoscaling.v2.MetricSpec
          containerResource#7:autoscaling.v2.ContainerResourceMetricSource
          external#5:autoscaling.v2.ExternalMetricSource object#2:autoscaling.v2.ObjectMetricSource
          pods#3:autoscaling.v2.PodsMetricSource resource#4:autoscaling.v2.ResourceMetricSource type!#1:string
        autoscaling.v2.MetricStatus
          containerResource#7:autoscaling.v2.ContainerResourceMetricStatus
          external#5:autoscaling.v2.ExternalMetricStatus object#2:autoscaling.v2.ObjectMetricStatus
          pods#3:autoscaling.v2.PodsMetricStatus resource#4:autoscaling.v2.ResourceMetricStatus type!#1:string
        autoscaling.v2.MetricTarget
          averageUtilization#4:int32 averageValue#3:quantity type!#1:string value#2:quantity
        autoscaling.v2.MetricValueStatus
          averageUtilization#3:int32 averageValue#2:quantity value#1:quantity
        autoscaling.v2.ObjectMetricSource
          describedObject!#1:autoscaling.v2.CrossVersionObjectReference metric!#3:autoscaling.v2.MetricIdentifier
          target!#2:autoscaling.v2.MetricTarget
        autoscaling.v2.ObjectMetricStatus
          current!#2:autoscaling.v2.MetricValueStatus
          describedObject!#3:autoscaling.v2.CrossVersionObjectReference metric!#1:autoscaling.v2.MetricIdentifier
        autoscaling.v2.PodsMetricSource
          metric!#1:autoscaling.v2.MetricIdentifier target!#2:autoscaling.v2.MetricTarget
        autoscaling.v2.PodsMetricStatus
          current!#2:autoscaling.v2.MetricValueStatus metric!#1:autoscaling.v2.MetricIdentifier
        autoscaling.v2.ResourceMetricSource
          name!#1:string target!#2:autoscaling.v2.MetricTarget
        autoscaling.v2.ResourceMetricStatus
          current!#2:autoscaling.v2.MetricValueStatus name!#1:string
        policy.v1.Eviction
          apiVersion:string deleteOptions#2:meta.v1.DeleteOptions kind:string metadata#1:meta.v1.ObjectMeta
        policy.v1.PodDisruptionBudget
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:policy.v1.PodDisruptionBudgetSpec
          status#3:policy.v1.PodDisruptionBudgetStatus
        policy.v1.PodDisruptionBudgetSpec
          maxUnavailable#3:intorstring minAvailable#1:intorstring selector#2:meta.v1.LabelSelector|patch=replace
          unhealthyPodEvictionPolicy#4:string
        policy.v1.PodDisruptionBudgetStatus
          conditions#7:[meta.v1.Condition]|map=type|patch=merge=type currentHealthy#4:int32 desiredHealthy#5:int32
          disruptedPods#2:{time} disruptionsAllowed#3:int32 expectedPods#6:int32 observedGeneration#1:int64
        """
}
