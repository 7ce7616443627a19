/**
 * Tests over the three real jars as processes, as a user starts them.
 *
 * <h2>Threading</h2>
 *
 * One test at a time, on JUnit's thread; processes are ended by the test that started them. Two
 * JVMs run test classes side by side, so nothing here may count on a fixed port or on the machine;
 * what measures, or loads the machine, is tagged {@code alone}. What takes long and says nothing
 * about Java is tagged {@code long}, and runs on one Java only.
 */
@NullMarked
package io.plimsoll.e2e;

import org.jspecify.annotations.NullMarked;
