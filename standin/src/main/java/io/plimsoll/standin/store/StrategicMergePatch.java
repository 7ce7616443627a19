package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge patch: lists of objects merge by a key, and directives delete or
 * replace. The keys go by the name of the list, where Kubernetes has them by type. Stateless.
 */
final class StrategicMergePatch {

  /** Lists that merge, and the field that tells their elements apart. */
  private static final Map<String, String> MERGE_KEYS =
      Map.ofEntries(
          Map.entry("addresses", "type"),
          Map.entry("conditions", "type"),
          Map.entry("containers", "name"),
          Map.entry("env", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("hostAliases", "ip"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ownerReferences", "uid"),
          Map.entry("secrets", "name"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumes", "name"),
          Map.entry("webhooks", "name"));

  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_PREFIX = "$deleteFromPrimitiveList/";
  private static final String ORDER_PREFIX = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  private StrategicMergePatch() {}

  /** Changes {@code target}. */
  static void apply(ObjectNode target, ObjectNode patch) {
    String directive = Json.text(patch, DIRECTIVE);
    if ("replace".equals(directive)) {
      target.removeAll();
    } else if ("delete".equals(directive)) {
      target.removeAll();
      return;
    }
    if (patch.get(RETAIN) instanceof ArrayNode keys) {
      List<String> retained = new ArrayList<>();
      keys.forEach(key -> retained.add(key.asString("")));
      target.retain(retained);
    }
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      applyField(target, field.getKey(), field.getValue());
    }
  }

  private static void applyField(ObjectNode target, String field, JsonNode value) {
    if (field.startsWith(DELETE_PREFIX)) {
      if (target.get(field.substring(DELETE_PREFIX.length())) instanceof ArrayNode list
          && value instanceof ArrayNode gone) {
        gone.forEach(element -> removeAll(list, element));
      }
    } else if (field.startsWith(ORDER_PREFIX) || field.equals(DIRECTIVE) || field.equals(RETAIN)) {
      return; // The order of a list's elements stays as it is.
    } else if (value.isNull()) {
      target.remove(field);
    } else if (value instanceof ObjectNode change) {
      apply(Json.objectIn(target, field), change);
    } else if (value instanceof ArrayNode change) {
      applyList(target, field, change);
    } else {
      target.set(field, value);
    }
  }

  private static void removeAll(ArrayNode list, JsonNode element) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).equals(element)) {
        list.remove(i);
      }
    }
  }

  private static void applyList(ObjectNode target, String field, ArrayNode change) {
    String key = mergeKey(field, change);
    if (key != null) {
      ArrayNode list =
          target.get(field) instanceof ArrayNode there ? there : target.putArray(field);
      mergeByKey(list, key, change);
    } else if (field.equals("finalizers") && target.get(field) instanceof ArrayNode list) {
      for (JsonNode element : change) {
        removeAll(list, element);
        list.add(element);
      }
    } else {
      target.set(field, change);
    }
  }

  private static @Nullable String mergeKey(String field, ArrayNode change) {
    for (JsonNode element : change) {
      if (!element.isObject()) {
        return null;
      }
    }
    if (field.equals("ports")) {
      return change.path(0).has("containerPort") ? "containerPort" : "port";
    }
    return MERGE_KEYS.get(field);
  }

  private static void mergeByKey(ArrayNode list, String key, ArrayNode change) {
    for (JsonNode element : change) {
      if ("replace".equals(Json.text(element, DIRECTIVE))) {
        list.removeAll();
      }
    }
    for (JsonNode element : change) {
      ObjectNode part = (ObjectNode) element;
      int at = indexOf(list, key, part.path(key));
      String directive = Json.text(part, DIRECTIVE);
      if ("delete".equals(directive)) {
        if (at >= 0) {
          list.remove(at);
        }
      } else if (part.has(key)) {
        if (at >= 0 && list.get(at) instanceof ObjectNode there) {
          apply(there, part);
        } else {
          ObjectNode added = Json.object();
          apply(added, part);
          list.add(added);
        }
      }
    }
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }
}
