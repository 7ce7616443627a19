package io.plimsoll.replay.audit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of Kubernetes' own resources, by group and resource. */
final class Kinds {

  private static final Map<String, String> KINDS = new HashMap<>();

  static {
    group(
        "",
        "bindings Binding componentstatuses ComponentStatus configmaps ConfigMap endpoints Endpoints"
            + " events Event limitranges LimitRange namespaces Namespace nodes Node"
            + " persistentvolumeclaims PersistentVolumeClaim persistentvolumes PersistentVolume"
            + " pods Pod podtemplates PodTemplate replicationcontrollers ReplicationController"
            + " resourcequotas ResourceQuota secrets Secret serviceaccounts ServiceAccount"
            + " services Service");
    group(
        "apps",
        "controllerrevisions ControllerRevision daemonsets DaemonSet deployments Deployment"
            + " replicasets ReplicaSet statefulsets StatefulSet");
    group("batch", "cronjobs CronJob jobs Job");
    group("autoscaling", "horizontalpodautoscalers HorizontalPodAutoscaler");
    group(
        "networking.k8s.io",
        "ingressclasses IngressClass ingresses Ingress networkpolicies NetworkPolicy"
            + " ipaddresses IPAddress servicecidrs ServiceCIDR");
    group("policy", "poddisruptionbudgets PodDisruptionBudget");
    group(
        "rbac.authorization.k8s.io",
        "clusterrolebindings ClusterRoleBinding clusterroles ClusterRole rolebindings RoleBinding"
            + " roles Role");
    group(
        "storage.k8s.io",
        "csidrivers CSIDriver csinodes CSINode csistoragecapacities CSIStorageCapacity"
            + " storageclasses StorageClass volumeattachments VolumeAttachment"
            + " volumeattributesclasses VolumeAttributesClass");
    group("coordination.k8s.io", "leases Lease leasecandidates LeaseCandidate");
    group("discovery.k8s.io", "endpointslices EndpointSlice");
    group("events.k8s.io", "events Event");
    group(
        "flowcontrol.apiserver.k8s.io",
        "flowschemas FlowSchema prioritylevelconfigurations PriorityLevelConfiguration");
    group(
        "admissionregistration.k8s.io",
        "mutatingwebhookconfigurations MutatingWebhookConfiguration"
            + " validatingadmissionpolicies ValidatingAdmissionPolicy"
            + " validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding"
            + " mutatingadmissionpolicies MutatingAdmissionPolicy"
            + " mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding"
            + " validatingwebhookconfigurations ValidatingWebhookConfiguration");
    group("apiextensions.k8s.io", "customresourcedefinitions CustomResourceDefinition");
    group("apiregistration.k8s.io", "apiservices APIService");
    group("scheduling.k8s.io", "priorityclasses PriorityClass");
    group("node.k8s.io", "runtimeclasses RuntimeClass");
    group(
        "certificates.k8s.io",
        "certificatesigningrequests CertificateSigningRequest"
            + " clustertrustbundles ClusterTrustBundle");
    group("authentication.k8s.io", "selfsubjectreviews SelfSubjectReview tokenreviews TokenReview");
    group(
        "authorization.k8s.io",
        "localsubjectaccessreviews LocalSubjectAccessReview"
            + " selfsubjectaccessreviews SelfSubjectAccessReview"
            + " selfsubjectrulesreviews SelfSubjectRulesReview"
            + " subjectaccessreviews SubjectAccessReview");
    group(
        "resource.k8s.io",
        "deviceclasses DeviceClass resourceclaims ResourceClaim"
            + " resourceclaimtemplates ResourceClaimTemplate resourceslices ResourceSlice");
  }

  private Kinds() {}

  /** The kind of a resource, null if it is not one of Kubernetes' own. */
  static @Nullable String of(String apiGroup, String resource) {
    return KINDS.get(apiGroup + "/" + resource);
  }

  private static void group(String apiGroup, String resourcesAndKinds) {
    String[] words = resourcesAndKinds.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      KINDS.put(apiGroup + "/" + words[i], words[i + 1]);
    }
  }
}
