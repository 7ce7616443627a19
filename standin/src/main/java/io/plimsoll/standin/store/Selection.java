package io.plimsoll.standin.store;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a kind a request is about: a namespace, and selectors.
 *
 * @param namespace null = all
 * @param labels null = any
 * @param fields null = any
 */
public record Selection(
    @Nullable String namespace, @Nullable LabelSelector labels, @Nullable FieldSelector fields)
    implements Predicate<StoredObject> {

  /** Every object of the kind. */
  public static final Selection ALL = new Selection(null, null, null);

  /**
   * From the parameters of a request.
   *
   * @throws ApiException 400 if a selector cannot be read
   */
  public static Selection of(
      @Nullable String namespace, @Nullable String labels, @Nullable String fields) {
    return new Selection(
        namespace,
        labels == null || labels.isBlank() ? null : LabelSelector.parse(labels),
        fields == null || fields.isBlank() ? null : FieldSelector.parse(fields));
  }

  boolean isEverything() {
    return namespace == null && !hasSelectors();
  }

  boolean hasSelectors() {
    return labels != null || fields != null;
  }

  @Override
  public boolean test(StoredObject object) {
    return (namespace == null || namespace.equals(object.namespace()))
        && (labels == null || labels.test(object.labels()))
        && (fields == null || fields.test(object));
  }
}
