package io.plimsoll.client.compare;

import org.jspecify.annotations.Nullable;

/**
 * A figure of two tests, A and B.
 *
 * @param figure {@code throughput} (per second), {@code failures} (a share), or such as {@code
 *     wait.p99} (seconds)
 * @param a of A; null if it has none
 * @param b of B
 * @param ratio B / A; null if one is missing or A is 0
 * @param from lower end of the 95 % confidence interval of the ratio, of failures of B - A; null if
 *     it is not known
 * @param to its upper end
 * @param probability of a difference at least as large if there is none in truth, adjusted for how
 *     many figures are compared; null if it is not known
 * @param verdict what follows
 * @param reason why the verdict is unknown; empty if it is not
 */
public record Difference(
    String figure,
    @Nullable Double a,
    @Nullable Double b,
    @Nullable Double ratio,
    @Nullable Double from,
    @Nullable Double to,
    @Nullable Double probability,
    Verdict verdict,
    String reason) {}
