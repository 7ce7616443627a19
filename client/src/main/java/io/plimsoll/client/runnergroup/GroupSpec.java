package io.plimsoll.client.runnergroup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of runners, as its spec file describes it.
 *
 * @param count how many runners, 1 to {@link GroupSpecReader#MAX_COUNT}
 * @param nodeAffinity labels that a runner's node must have, each with one of its values
 * @param serviceAccount as whom the runners ask the API server; null: the namespace's default
 * @param owner null: none
 */
record GroupSpec(
    int count,
    GroupProfile profile,
    Map<String, List<String>> nodeAffinity,
    @Nullable String serviceAccount,
    @Nullable Owner owner) {}
