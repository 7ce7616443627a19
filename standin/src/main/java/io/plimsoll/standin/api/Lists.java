package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ObjectTable;
import io.plimsoll.standin.store.ResourceType;
import io.plimsoll.standin.store.Selection;
import io.plimsoll.standin.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists and their pages. A further page shows the objects as they are when it is asked for, not as
 * they were at the first page. Stateless.
 */
final class Lists {

  /** A list's end and what is between its objects. */
  private static final byte[] COMMA = {','};

  private static final byte[] END = {']', '}', '\n'};

  /** Where a further page starts, and how old the list is. */
  private record Continue(long version, String after) {

    String token() {
      byte[] text = (version + " " + after).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    static Continue parse(String token) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        return new Continue(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw ApiException.badRequest("continue key is not valid: " + token);
      }
    }
  }

  private Lists() {}

  static Reply list(ObjectTable table, Selection selection, Query query, boolean asTable) {
    checkVersion(table, query);
    String token = query.get("continue");
    Continue from = token == null ? null : Continue.parse(token);
    if (from != null) {
      checkContinue(table, from);
    }
    int limit = (int) Math.min(query.number("limit", 0), Integer.MAX_VALUE);
    ObjectTable.Page page = table.list(selection, from == null ? null : from.after(), limit);
    long version = from == null ? page.version() : from.version();
    if (asTable) {
      ObjectNode rows = Tables.of(table.type(), page.items(), version);
      if (rows.get("metadata") instanceof ObjectNode metadata) {
        metadata.setAll(metadata(page, version));
      }
      return Reply.json(200, rows);
    }
    return Reply.json(200, bytes(table.type(), page, version));
  }

  private static void checkContinue(ObjectTable table, Continue from) {
    try {
      table.requireKnown(from.version());
    } catch (ApiException tooOld) {
      throw ApiException.of(
          410,
          "Expired",
          "The provided continue parameter is too old to display a consistent list result. You can"
              + " start a new list without the continue parameter.");
    }
  }

  private static void checkVersion(ObjectTable table, Query query) {
    long version = query.number("resourceVersion", 0);
    if (version > table.version()) {
      throw ApiException.of(
              504,
              "Timeout",
              "Too large resource version: " + version + ", current: " + table.version())
          .retryAfter(1);
    }
    if ("Exact".equals(query.get("resourceVersionMatch"))) {
      table.requireKnown(version);
    }
  }

  /** What a list's metadata has. */
  private static ObjectNode metadata(ObjectTable.Page page, long version) {
    ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(version));
    if (page.next() != null) {
      metadata.put("continue", new Continue(version, page.next()).token());
      if (page.remaining() >= 0) {
        metadata.put("remainingItemCount", page.remaining());
      }
    }
    return metadata;
  }

  static byte[] bytes(ResourceType type, ObjectTable.Page page, long version) {
    String head =
        "{\"kind\":\""
            + type.kind()
            + "List\",\"apiVersion\":\""
            + type.apiVersion()
            + "\",\"metadata\":"
            + metadata(page, version)
            + ",\"items\":[";
    List<byte[]> parts = new ArrayList<>(2 * page.items().size() + 2);
    parts.add(head.getBytes(StandardCharsets.UTF_8));
    byte @Nullable [] separator = null;
    for (StoredObject object : page.items()) {
      if (separator != null) {
        parts.add(separator);
      }
      separator = COMMA;
      parts.add(object.json());
    }
    parts.add(END);
    return Bytes.concat(parts.toArray(byte[][]::new));
  }
}
