package io.plimsoll.client.report;

/**
 * Where a client ran: figures of different environments are hard to compare.
 *
 * @param version of Plimsoll
 * @param java name and version of the Java machine
 * @param system name, version and architecture of the operating system
 * @param processors that the client could use
 */
public record Environment(String version, String java, String system, int processors) {

  /** That of this process. */
  public static Environment here() {
    String version = Environment.class.getPackage().getImplementationVersion();
    return new Environment(
        version == null ? "(development build)" : version,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }
}
