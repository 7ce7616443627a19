package io.plimsoll.replay.profile;

/** What a request of a replay profile does. The constants are the names in a profile. */
public enum Verb {
  CREATE("POST", false, true),
  GET("GET", true, false),
  LIST("GET", false, false),
  UPDATE("PUT", true, true),
  APPLY("PATCH", true, true),
  PATCH("PATCH", true, true),
  DELETE("DELETE", true, false),
  DELETECOLLECTION("DELETE", false, false),
  WATCH("GET", false, false);

  private final String method;
  private final boolean needsName;
  private final boolean needsBody;

  Verb(String method, boolean needsName, boolean needsBody) {
    this.method = method;
    this.needsName = needsName;
    this.needsBody = needsBody;
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** Whether a request must name its object. */
  public boolean needsName() {
    return needsName;
  }

  /** Whether a request must have a body. */
  public boolean needsBody() {
    return needsBody;
  }

  /**
   * Whether a request binds to one object, and so keeps its order with the others on that object.
   * Lists, watches and collection deletes start when they are due.
   */
  public boolean bindsToObject() {
    return needsName || this == CREATE;
  }
}
