package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.ResourceCatalog;
import java.util.HashMap;
import java.util.Map;

/** What does not change: version, health, discovery and schemas. Written once, at the start. */
final class Documents {

  private final Map<String, Reply> replies = new HashMap<>();

  Documents(ResourceCatalog catalog) {
    for (String path : new String[] {"/healthz", "/livez", "/readyz"}) {
      replies.put(path, Reply.text("ok"));
    }
    Discovery.documents(catalog).forEach((path, body) -> replies.put(path, Reply.json(200, body)));
    OpenApi.documents(catalog).forEach((path, body) -> replies.put(path, Reply.json(200, body)));
  }

  Reply answer(ApiRequest request) {
    String path = request.path();
    boolean slash = path.length() > 1 && path.endsWith("/");
    Reply reply = replies.get(slash ? path.substring(0, path.length() - 1) : path);
    if (reply == null) {
      throw ApiException.noSuchResource();
    }
    if (!request.method().equals("GET")) {
      throw ApiException.methodNotAllowed();
    }
    return reply;
  }
}
