package io.plimsoll.replay.profile;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a replay profile.
 *
 * @param timestampMillis when it is due, milliseconds from the start, &gt;= 0
 * @param namespace empty: cluster scope
 * @param resourceKind such as {@code Pod}
 * @param name the object's name, empty where the verb needs none
 * @param apiPath path and query as recorded
 * @param body null: none
 * @param patchType null: by the path's API group
 * @param expect the status it had when it was recorded, 0 = not known
 * @param labelSelector for lists and watches, empty: none
 */
public record ReplayRequest(
    long timestampMillis,
    Verb verb,
    String namespace,
    String resourceKind,
    String name,
    String apiPath,
    @Nullable String body,
    @Nullable PatchType patchType,
    int expect,
    String labelSelector) {}
