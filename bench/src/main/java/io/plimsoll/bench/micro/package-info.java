/**
 * JMH benchmarks of single parts. Run with {@code java -cp bench/target/bench.jar
 * org.openjdk.jmh.Main}.
 *
 * <h2>Threading</h2>
 *
 * JMH's: state belongs to the thread of the benchmark that uses it.
 */
@NullMarked
package io.plimsoll.bench.micro;

import org.jspecify.annotations.NullMarked;
