package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The kinds that every server has, as Kubernetes 1.32 serves them. */
final class BuiltInTypes {

  /**
   * One group and version a line; of each kind: plural:Kind[:shortnames[:subresources]], + =
   * cluster.
   */
  private static final String TABLE =
      """
      v1 bindings:Binding componentstatuses:ComponentStatus:cs+ configmaps:ConfigMap:cm \
      endpoints:Endpoints:ep events:Event:ev limitranges:LimitRange:limits \
      namespaces:Namespace:ns:status,finalize+ nodes:Node:no:status+ \
      persistentvolumeclaims:PersistentVolumeClaim:pvc:status \
      persistentvolumes:PersistentVolume:pv:status+ \
      pods:Pod:po:status,log,binding,eviction,ephemeralcontainers,resize \
      podtemplates:PodTemplate replicationcontrollers:ReplicationController:rc:status,scale \
      resourcequotas:ResourceQuota:quota:status secrets:Secret \
      serviceaccounts:ServiceAccount:sa:token services:Service:svc:status
      apps/v1 controllerrevisions:ControllerRevision daemonsets:DaemonSet:ds:status \
      deployments:Deployment:deploy:status,scale replicasets:ReplicaSet:rs:status,scale \
      statefulsets:StatefulSet:sts:status,scale
      batch/v1 cronjobs:CronJob:cj:status jobs:Job::status
      autoscaling/v1 horizontalpodautoscalers:HorizontalPodAutoscaler:hpa:status
      autoscaling/v2 horizontalpodautoscalers:HorizontalPodAutoscaler:hpa:status
      networking.k8s.io/v1 ingressclasses:IngressClass+ ingresses:Ingress:ing:status \
      networkpolicies:NetworkPolicy:netpol
      policy/v1 poddisruptionbudgets:PodDisruptionBudget:pdb:status
      rbac.authorization.k8s.io/v1 clusterrolebindings:ClusterRoleBinding+ \
      clusterroles:ClusterRole+ rolebindings:RoleBinding roles:Role
      storage.k8s.io/v1 csidrivers:CSIDriver+ csinodes:CSINode+ \
      csistoragecapacities:CSIStorageCapacity storageclasses:StorageClass:sc+ \
      volumeattachments:VolumeAttachment::status+
      coordination.k8s.io/v1 leases:Lease
      discovery.k8s.io/v1 endpointslices:EndpointSlice
      events.k8s.io/v1 events:Event:ev
      apiextensions.k8s.io/v1 customresourcedefinitions:CustomResourceDefinition:crd,crds:status+
      apiregistration.k8s.io/v1 apiservices:APIService::status+
      admissionregistration.k8s.io/v1 \
      mutatingwebhookconfigurations:MutatingWebhookConfiguration+ \
      validatingadmissionpolicies:ValidatingAdmissionPolicy::status+ \
      validatingadmissionpolicybindings:ValidatingAdmissionPolicyBinding+ \
      validatingwebhookconfigurations:ValidatingWebhookConfiguration+
      authentication.k8s.io/v1 selfsubjectreviews:SelfSubjectReview+ tokenreviews:TokenReview+
      authorization.k8s.io/v1 localsubjectaccessreviews:LocalSubjectAccessReview \
      selfsubjectaccessreviews:SelfSubjectAccessReview+ \
      selfsubjectrulesreviews:SelfSubjectRulesReview+ subjectaccessreviews:SubjectAccessReview+
      certificates.k8s.io/v1 \
      certificatesigningrequests:CertificateSigningRequest:csr:status,approval+
      flowcontrol.apiserver.k8s.io/v1 flowschemas:FlowSchema::status+ \
      prioritylevelconfigurations:PriorityLevelConfiguration::status+
      node.k8s.io/v1 runtimeclasses:RuntimeClass+
      scheduling.k8s.io/v1 priorityclasses:PriorityClass:pc+
      """;

  private BuiltInTypes() {}

  static List<ResourceType> all() {
    List<ResourceType> types = new ArrayList<>();
    TABLE
        .lines()
        .forEach(
            line -> {
              String[] words = line.trim().split(" +");
              for (int i = 1; i < words.length; i++) {
                types.add(type(words[0], words[i]));
              }
            });
    return types;
  }

  private static ResourceType type(String groupVersion, String text) {
    int slash = groupVersion.indexOf('/');
    boolean cluster = text.endsWith("+");
    String[] parts = (cluster ? text.substring(0, text.length() - 1) : text).split(":");
    return new ResourceType(
        slash < 0 ? "" : groupVersion.substring(0, slash),
        groupVersion.substring(slash + 1),
        parts[0],
        parts[1],
        !cluster,
        parts.length > 2 && !parts[2].isEmpty() ? List.of(parts[2].split(",")) : List.of(),
        parts.length > 3 ? Set.of(parts[3].split(",")) : Set.of(),
        true);
  }
}
