package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/** Questions about rights: everybody may do everything, and nothing is stored. Stateless. */
final class Reviews {

  private Reviews() {}

  static boolean isOne(ResourceType type) {
    return type.builtIn() && type.kind().endsWith("Review");
  }

  static Reply answer(ApiRequest request, ResourcePath path) {
    if (!request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode review = KubernetesApi.body(request);
    ResourceType type = path.table().type();
    review.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode status = review.putObject("status");
    if (type.group().equals("authorization.k8s.io")) {
      status.put("allowed", true);
    } else {
      status.put("authenticated", true);
      ObjectNode user =
          type.kind().equals("SelfSubjectReview")
              ? status.putObject("userInfo")
              : status.putObject("user");
      user.put("username", "stand-in");
    }
    return Reply.json(201, review);
  }
}
