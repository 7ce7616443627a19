package io.plimsoll.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * SIGTERM, SIGINT and SIGHUP as calls. The JDK's own shutdown hooks cannot tell a second signal
 * from the first, and exit with 128 + signal where our programs exit with 0.
 *
 * <p>Uses {@code sun.misc.Signal} of the module {@code jdk.unsupported}, which the JDK promises to
 * keep until it has something better; by reflection, since javac cannot be told to accept its name
 * without a warning.
 */
public final class Signals {

  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private Signals() {}

  /**
   * From now on each of the three signals calls {@code action} with 1, 2, 3 and so on, on a thread
   * of its own. A signal that the process was started to ignore stays ignored.
   */
  public static void onTermination(IntConsumer action) {
    AtomicInteger count = new AtomicInteger();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  action.accept(count.incrementAndGet());
                }
                return null;
              });
      for (String name : NAMES) {
        install(signal, handlerType, name, handler);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no jdk.unsupported module", e);
    }
  }

  /** Sends SIGTERM to this process. */
  static void terminate() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      signal
          .getMethod("raise", signal)
          .invoke(null, signal.getConstructor(String.class).newInstance("TERM"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no jdk.unsupported module", e);
    }
  }

  private static void install(Class<?> signal, Class<?> handlerType, String name, Object handler)
      throws ReflectiveOperationException {
    try {
      signal
          .getMethod("handle", signal, handlerType)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException notOnThisPlatform) {
      // The others still work.
    }
  }
}
