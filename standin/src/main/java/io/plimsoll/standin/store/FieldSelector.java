package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A field selector: {@code metadata.name=a,spec.nodeName!=b}. Takes any field, where Kubernetes has
 * a short list for each kind. Immutable.
 */
final class FieldSelector implements Predicate<StoredObject> {

  private record Requirement(String path, boolean not, String value) {

    /** Only fields other than names make it necessary to read the object. */
    boolean isAboutNames() {
      return path.equals("metadata.name") || path.equals("metadata.namespace");
    }

    boolean test(StoredObject object) {
      String actual = path.equals("metadata.name") ? object.name() : object.namespace();
      return actual.equals(value) != not;
    }

    boolean test(JsonNode tree) {
      JsonNode node = tree;
      for (String field : path.split("\\.")) {
        node = node.path(field);
      }
      return node.asString("").equals(value) != not;
    }
  }

  private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9.]*)\\s*(==?|!=)(.*)");

  private final List<Requirement> names;
  private final List<Requirement> others;

  private FieldSelector(List<Requirement> names, List<Requirement> others) {
    this.names = names;
    this.others = others;
  }

  /**
   * Reads a selector.
   *
   * @throws ApiException 400 if it is none
   */
  static FieldSelector parse(String text) {
    List<Requirement> names = new ArrayList<>();
    List<Requirement> others = new ArrayList<>();
    for (String part : text.split(",")) {
      Matcher form = FORM.matcher(part.strip());
      if (!form.matches()) {
        throw ApiException.badRequest(
            "invalid selector: '" + text + "' (expected: field=value or field!=value)");
      }
      Requirement requirement =
          new Requirement(form.group(1), form.group(2).equals("!="), form.group(3).strip());
      (requirement.isAboutNames() ? names : others).add(requirement);
    }
    return new FieldSelector(names, others);
  }

  @Override
  public boolean test(StoredObject object) {
    for (Requirement requirement : names) {
      if (!requirement.test(object)) {
        return false;
      }
    }
    if (others.isEmpty()) {
      return true;
    }
    JsonNode tree = object.tree();
    for (Requirement requirement : others) {
      if (!requirement.test(tree)) {
        return false;
      }
    }
    return true;
  }
}
