extension BuiltinDefinitions {
    /// The types of volumes and persistent volumes, in the notation of `BuiltinSchemas`.
    static let storage = """
        core.v1.AWSElasticBlockStoreVolumeSource
          fsType#2:string partition#3:int32 readOnly#4:bool volumeID!#1:string
        core.v1.AzureDiskVolumeSource
          cachingMode#3:string diskName!#1:string diskURI!#2:string fsType#4:string kind#6:string readOnly#5:bool
        core.v1.AzureFilePersistentVolumeSource
          readOnly#3:bool secretName!#1:string secretNamespace#4:string shareName!#2:string
        core.v1.AzureFileVolumeSource
          readOnly#3:bool secretName!#1:string shareName!#2:string
        core.v1.CSIPersistentVolumeSource
          controllerExpandSecretRef#9:core.v1.SecretReference controllerPublishSecretRef#6:core.v1.SecretReference
          driver!#1:string fsType#4:string nodeExpandSecretRef#10:core.v1.SecretReference
          nodePublishSecretRef#8:core.v1.SecretReference nodeStageSecretRef#7:core.v1.SecretReference
          readOnly#3:bool volumeAttributes#5:{string} volumeHandle!#2:string
        core.v1.CSIVolumeSource
          driver!#1:string fsType#3:string nodePublishSecretRef#5:core.v1.LocalObjectReference readOnly#2:bool
          volumeAttributes#4:{string}
        core.v1.CephFSPersistentVolumeSource
          monitors!#1:[string] path#2:string readOnly#6:bool secretFile#4:string
          secretRef#5:core.v1.SecretReference user#3:string
        core.v1.CephFSVolumeSource
          monitors!#1:[string] path#2:string readOnly#6:bool secretFile#4:string
          secretRef#5:core.v1.LocalObjectReference user#3:string
        core.v1.CinderPersistentVolumeSource
          fsType#2:string readOnly#3:bool secretRef#4:core.v1.SecretReference volumeID!#1:string
        core.v1.CinderVolumeSource
          fsType#2:string readOnly#3:bool secretRef#4:core.v1.LocalObjectReference volumeID!#1:string
        core.v1.ClusterTrustBundleProjection
          labelSelector#3:meta.v1.LabelSelector name#1:string optional#5:bool path!#4:string signerName#2:string
        core.v1.ConfigMapProjection
          items#2:[core.v1.KeyToPath] name#1.1:string optional#4:bool
        core.v1.ConfigMapVolumeSource
          defaultMode#3:int32 items#2:[core.v1.KeyToPath] name#1.1:string optional#4:bool
        core.v1.DownwardAPIProjection
          items#1:[core.v1.DownwardAPIVolumeFile]
        core.v1.DownwardAPIVolumeFile
          fieldRef#2:core.v1.ObjectFieldSelector mode#4:int32 path!#1:string
          resourceFieldRef#3:core.v1.ResourceFieldSelector
        core.v1.DownwardAPIVolumeSource
          defaultMode#2:int32 items#1:[core.v1.DownwardAPIVolumeFile]
        core.v1.EmptyDirVolumeSource
          medium#1:string sizeLimit#2:quantity
        core.v1.EphemeralVolumeSource
          volumeClaimTemplate#1:core.v1.PersistentVolumeClaimTemplate
        core.v1.FCVolumeSource
          fsType#3:string lun#2:int32 readOnly#4:bool targetWWNs#1:[string] wwids#5:[string]
        core.v1.FlexPersistentVolumeSource
          driver!#1:string fsType#2:string options#5:{string} readOnly#4:bool secretRef#3:core.v1.SecretReference
        core.v1.FlexVolumeSource
          driver!#1:string fsType#2:string options#5:{string} readOnly#4:bool
          secretRef#3:core.v1.LocalObjectReference
        core.v1.FlockerVolumeSource
          datasetName#1:string datasetUUID#2:string
        core.v1.GCEPersistentDiskVolumeSource
          fsType#2:string partition#3:int32 pdName!#1:string readOnly#4:bool
        core.v1.GitRepoVolumeSource
          directory#3:string repository!#1:string revision#2:string
        core.v1.GlusterfsPersistentVolumeSource
          endpoints!#1:string endpointsNamespace#4:string path!#2:string readOnly#3:bool
        core.v1.GlusterfsVolumeSource
          endpoints!#1:string path!#2:string readOnly#3:bool
        core.v1.HostPathVolumeSource
          path!#1:string type#2:string
        core.v1.ISCSIPersistentVolumeSource
          chapAuthDiscovery#8:bool chapAuthSession#11:bool fsType#5:string initiatorName#12:string iqn!#2:string
          iscsiInterface#4:string lun!#3:int32 portals#7:[string] readOnly#6:bool
          secretRef#10:core.v1.SecretReference targetPortal!#1:string
        core.v1.ISCSIVolumeSource
          chapAuthDiscovery#8:bool chapAuthSession#11:bool fsType#5:string initiatorName#12:string iqn!#2:string
          iscsiInterface#4:string lun!#3:int32 portals#7:[string] readOnly#6:bool
          secretRef#10:core.v1.LocalObjectReference targetPortal!#1:string
        core.v1.ImageVolumeSource
          pullPolicy#2:string reference#1:string
        core.v1.KeyToPath
          key!#1:string mode#3:int32 path!#2:string
        core.v1.LocalObjectReference |atomic
          name#1:string
        core.v1.LocalVolumeSource
          fsType#2:string path!#1:string
        core.v1.NFSVolumeSource
          path!#2:string readOnly#3:bool server!#1:string
        core.v1.NodeSelector |atomic
          nodeSelectorTerms!#1:[core.v1.NodeSelectorTerm]
        core.v1.NodeSelectorRequirement
          key!#1:string operator!#2:string values#3:[string]
        core.v1.NodeSelectorTerm |atomic
          matchExpressions#1:[core.v1.NodeSelectorRequirement] matchFields#2:[core.v1.NodeSelectorRequirement]
        core.v1.ObjectFieldSelector |atomic
          apiVersion#1:string fieldPath!#2:string
        core.v1.ObjectReference |atomic
          apiVersion#5:string fieldPath#7:string kind#1:string name#3:string namespace#2:string
          resourceVersion#6:string uid#4:string
        core.v1.PersistentVolume
          apiVersion:string kind:string metadata#1:meta.v1.ObjectMeta spec#2:core.v1.PersistentVolumeSpec
          status#3:core.v1.PersistentVolumeStatus
        core.v1.PersistentVolumeClaimSpec
          accessModes#1:[string] dataSource#7:core.v1.TypedLocalObjectReference
          dataSourceRef#8:core.v1.TypedObjectReference resources#2:core.v1.VolumeResourceRequirements
          selector#4:meta.v1.LabelSelector storageClassName#5:string volumeAttributesClassName#9:string
          volumeMode#6:string volumeName#3:string
        core.v1.PersistentVolumeClaimTemplate
          metadata#1:meta.v1.ObjectMeta spec!#2:core.v1.PersistentVolumeClaimSpec
        core.v1.PersistentVolumeClaimVolumeSource
          claimName!#1:string readOnly#2:bool
        core.v1.PersistentVolumeSpec
          accessModes#3:[string] awsElasticBlockStore#2.2:core.v1.AWSElasticBlockStoreVolumeSource
          azureDisk#2.16:core.v1.AzureDiskVolumeSource azureFile#2.13:core.v1.AzureFilePersistentVolumeSource
          capacity#1:{quantity} cephfs#2.9:core.v1.CephFSPersistentVolumeSource
          cinder#2.8:core.v1.CinderPersistentVolumeSource claimRef#4:core.v1.ObjectReference
          csi#2.22:core.v1.CSIPersistentVolumeSource fc#2.10:core.v1.FCVolumeSource
          flexVolume#2.12:core.v1.FlexPersistentVolumeSource flocker#2.11:core.v1.FlockerVolumeSource
          gcePersistentDisk#2.1:core.v1.GCEPersistentDiskVolumeSource
          glusterfs#2.4:core.v1.GlusterfsPersistentVolumeSource hostPath#2.3:core.v1.HostPathVolumeSource
          iscsi#2.7:core.v1.ISCSIPersistentVolumeSource local#2.20:core.v1.LocalVolumeSource
          mountOptions#7:[string] nfs#2.5:core.v1.NFSVolumeSource nodeAffinity#9:core.v1.VolumeNodeAffinity
          persistentVolumeReclaimPolicy#5:string
          photonPersistentDisk#2.17:core.v1.PhotonPersistentDiskVolumeSource
          portworxVolume#2.18:core.v1.PortworxVolumeSource quobyte#2.15:core.v1.QuobyteVolumeSource
          rbd#2.6:core.v1.RBDPersistentVolumeSource scaleIO#2.19:core.v1.ScaleIOPersistentVolumeSource
          storageClassName#6:string storageos#2.21:core.v1.StorageOSPersistentVolumeSource
          volumeAttributesClassName#10:string volumeMode#8:string
          vsphereVolume#2.14:core.v1.VsphereVirtualDiskVolumeSource
        core.v1.PersistentVolumeStatus
          lastPhaseTransitionTime#4:time message#2:string phase#1:string reason#3:string
        core.v1.PhotonPersistentDiskVolumeSource
          fsType#2:string pdID!#1:string
        core.v1.PodCertificateProjection
          certificateChainPath#6:string credentialBundlePath#4:string keyPath#5:string keyType!#2:string
          maxExpirationSeconds#3:int32 signerName!#1:string userAnnotations#7:{string}
        core.v1.PortworxVolumeSource
          fsType#2:string readOnly#3:bool volumeID!#1:string
        core.v1.ProjectedVolumeSource
          defaultMode#2:int32 sources#1:[core.v1.VolumeProjection]
        core.v1.QuobyteVolumeSource
          group#5:string readOnly#3:bool registry!#1:string tenant#6:string user#4:string volume!#2:string
        core.v1.RBDPersistentVolumeSource
          fsType#3:string image!#2:string keyring#6:string monitors!#1:[string] pool#4:string readOnly#8:bool
          secretRef#7:core.v1.SecretReference user#5:string
        core.v1.RBDVolumeSource
          fsType#3:string image!#2:string keyring#6:string monitors!#1:[string] pool#4:string readOnly#8:bool
          secretRef#7:core.v1.LocalObjectReference user#5:string
        core.v1.ResourceFieldSelector |atomic
          containerName#1:string divisor#3:quantity resource!#2:string
        core.v1.ScaleIOPersistentVolumeSource
          fsType#9:string gateway!#1:string protectionDomain#5:string readOnly#10:bool
          secretRef!#3:core.v1.SecretReference sslEnabled#4:bool storageMode#7:string storagePool#6:string
          system!#2:string volumeName#8:string
        core.v1.ScaleIOVolumeSource
          fsType#9:string gateway!#1:string protectionDomain#5:string readOnly#10:bool
          secretRef!#3:core.v1.LocalObjectReference sslEnabled#4:bool storageMode#7:string storagePool#6:string
          system!#2:string volumeName#8:string
        core.v1.SecretProjection
          items#2:[core.v1.KeyToPath] name#1.1:string optional#4:bool
        core.v1.SecretReference |atomic
          name#1:string namespace#2:string
        core.v1.SecretVolumeSource
          defaultMode#3:int32 items#2:[core.v1.KeyToPath] optional#4:bool secretName#1:string
        core.v1.ServiceAccountTokenProjection
          audience#1:string expirationSeconds#2:int64 path!#3:string
        core.v1.StorageOSPersistentVolumeSource
          fsType#3:string readOnly#4:bool secretRef#5:core.v1.ObjectReference volumeName#1:string
          volumeNamespace#2:string
        core.v1.StorageOSVolumeSource
          fsType#3:string readOnly#4:bool secretRef#5:core.v1.LocalObjectReference volumeName#1:string
          volumeNamespace#2:string
        core.v1.TypedLocalObjectReference |atomic
          apiGroup#1:string kind!#2:string name!#3:string
        core.v1.TypedObjectReference
          apiGroup#1:string kind!#2:string name!#3:string namespace#4:string
        core.v1.Volume
          awsElasticBlockStore#2.4:core.v1.AWSElasticBlockStoreVolumeSource
          azureDisk#2.22:core.v1.AzureDiskVolumeSource azureFile#2.18:core.v1.AzureFileVolumeSource
          cephfs#2.14:core.v1.CephFSVolumeSource cinder#2.13:core.v1.CinderVolumeSource
          configMap#2.19:core.v1.ConfigMapVolumeSource csi#2.28:core.v1.CSIVolumeSource
          downwardAPI#2.16:core.v1.DownwardAPIVolumeSource emptyDir#2.2:core.v1.EmptyDirVolumeSource
          ephemeral#2.29:core.v1.EphemeralVolumeSource fc#2.17:core.v1.FCVolumeSource
          flexVolume#2.12:core.v1.FlexVolumeSource flocker#2.15:core.v1.FlockerVolumeSource
          gcePersistentDisk#2.3:core.v1.GCEPersistentDiskVolumeSource gitRepo#2.5:core.v1.GitRepoVolumeSource
          glusterfs#2.9:core.v1.GlusterfsVolumeSource hostPath#2.1:core.v1.HostPathVolumeSource
          image#2.30:core.v1.ImageVolumeSource iscsi#2.8:core.v1.ISCSIVolumeSource name!#1:string
          nfs#2.7:core.v1.NFSVolumeSource persistentVolumeClaim#2.10:core.v1.PersistentVolumeClaimVolumeSource
          photonPersistentDisk#2.23:core.v1.PhotonPersistentDiskVolumeSource
          portworxVolume#2.24:core.v1.PortworxVolumeSource projected#2.26:core.v1.ProjectedVolumeSource
          quobyte#2.21:core.v1.QuobyteVolumeSource rbd#2.11:core.v1.RBDVolumeSource
          scaleIO#2.25:core.v1.ScaleIOVolumeSource secret#2.6:core.v1.SecretVolumeSource
          storageos#2.27:core.v1.StorageOSVolumeSource vsphereVolume#2.20:core.v1.VsphereVirtualDiskVolumeSource
        core.v1.VolumeNodeAffinity
          required#1:core.v1.NodeSelector
        core.v1.VolumeProjection
          clusterTrustBundle#5:core.v1.ClusterTrustBundleProjection configMap#3:core.v1.ConfigMapProjection
          downwardAPI#2:core.v1.DownwardAPIProjection podCertificate#6:core.v1.PodCertificateProjection
          secret#1:core.v1.SecretProjection serviceAccountToken#4:core.v1.ServiceAccountTokenProjection
        core.v1.VolumeResourceRequirements
          limits#1:{quantity} requests#2:{quantity}
        core.v1.VsphereVirtualDiskVolumeSource
          fsType#2:string storagePolicyID#4:string storagePolicyName#3:string volumePath!#1:string
        """
}
