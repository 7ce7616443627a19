package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.Query;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which page of a list is asked for, and in which order. A page begins after the last object of the
 * one before, so that what is created or deleted meanwhile neither repeats nor hides another.
 *
 * @param after the last of the page before; null = the first page
 */
record Listing(int pageSize, String field, boolean descending, @Nullable Mark after) {

  /** The real server's. */
  static final int DEFAULT_PAGE_SIZE = 20;

  /** The real server's. */
  static final int MOST_PAGE_SIZE = 200;

  /** Where a page ended. */
  record Mark(String key, long number) {}

  /**
   * Of the parameters of a request.
   *
   * @throws ApiException 400 if one is bad
   */
  static Listing of(Query query) {
    if (query.get("filter") != null) {
      throw ApiException.of(
          501, "Unimplemented", "filter: the stand-in filters nothing (expected: no filter)");
    }
    int size = (int) Math.min(number(query), MOST_PAGE_SIZE);
    String sortBy = query.get("sort_by");
    String token = query.get("page_token");
    ObjectNode mark = token == null ? null : decoded(token);
    if (mark != null && sortBy == null) {
      sortBy = mark.path("sort_by").asString("");
    }
    String[] words = (sortBy == null ? "" : sortBy).strip().toLowerCase(Locale.ROOT).split("\\s+");
    boolean bad = words.length > 2 || (words.length == 2 && !words[1].matches("asc|desc"));
    if (bad) {
      throw KfpErrors.invalid(
          "Received invalid sort by format '"
              + sortBy
              + "'. Supported format: \"field_name\", \"field_name desc\", or \"field_name asc\"");
    }
    String field = words[0].isEmpty() ? "created_at" : words[0];
    if (!List.of("created_at", "id", "name", "display_name").contains(field)) {
      throw KfpErrors.invalid("Invalid sorting field: " + field);
    }
    boolean descending = words.length == 2 && words[1].equals("desc");
    Listing first = new Listing(size == 0 ? DEFAULT_PAGE_SIZE : size, field, descending, null);
    if (mark == null) {
      return first;
    }
    if (!mark.path("sort_by").asString("").equals(first.sortBy())) {
      throw KfpErrors.invalid(
          "page token does not match the supplied sort by and/or filtering criteria. Either specify"
              + " the same criteria or leave the latter empty if page token is specified.");
    }
    Mark after = new Mark(mark.path("key").asString(""), mark.path("number").asLong(0));
    return new Listing(first.pageSize, field, descending, after);
  }

  private static long number(Query query) {
    try {
      return query.number("page_size", 0);
    } catch (ApiException e) {
      throw KfpErrors.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode decoded(String token) {
    try {
      return Json.readObject(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException | ApiException e) {
      throw KfpErrors.invalid("Invalid package token.");
    }
  }

  private String sortBy() {
    return field + (descending ? " desc" : " asc");
  }

  private Mark mark(Stored object) {
    String key =
        switch (field) {
          case "id" -> object.id();
          case "name", "display_name" -> object.displayName();
          // Of as many digits until the year 2286.
          default -> Long.toString(object.createdAt().toEpochMilli());
        };
    return new Mark(key, object.number());
  }

  private Comparator<Mark> order() {
    Comparator<Mark> ascending = Comparator.comparing(Mark::key).thenComparing(Mark::number);
    return descending ? ascending.reversed() : ascending;
  }

  /** The answer: {@code total_size} is of all pages. */
  ObjectNode page(String name, Stream<? extends Stored> all, Instant now) {
    Comparator<Mark> order = order();
    List<? extends Stored> sorted = all.sorted((a, b) -> order.compare(mark(a), mark(b))).toList();
    List<? extends Stored> left =
        after == null
            ? sorted
            : sorted.stream().filter(one -> order.compare(mark(one), after) > 0).toList();
    ObjectNode answer = Json.object();
    if (left.isEmpty() && sorted.isEmpty()) {
      // As the real server: what is empty is left out.
      return answer;
    }
    ArrayNode items = answer.putArray(name);
    left.stream().limit(pageSize).forEach(one -> items.add(one.toJson(now)));
    answer.put("total_size", sorted.size());
    if (left.size() > pageSize) {
      answer.put("next_page_token", token(mark(left.get(pageSize - 1))));
    }
    return answer;
  }

  private String token(Mark mark) {
    String text =
        Json.object()
            .put("sort_by", sortBy())
            .put("key", mark.key())
            .put("number", mark.number())
            .toString();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
