/**
 * Tests over the three real jars as processes, as a user starts them.
 *
 * <h2>Threading</h2>
 *
 * One test at a time, on JUnit's thread; processes are ended by the test that started them.
 */
@NullMarked
package io.plimsoll.e2e;

import org.jspecify.annotations.NullMarked;
