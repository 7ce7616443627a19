package io.plimsoll.replay.profile;

/** What the server is asked to answer with. */
public enum ContentType {
  JSON("json", "application/json"),
  PROTOBUF("protobuf", "application/vnd.kubernetes.protobuf,application/json");

  private final String text;
  private final String accept;

  ContentType(String text, String accept) {
    this.text = text;
    this.accept = accept;
  }

  /** The name in a profile. */
  public String text() {
    return text;
  }

  /**
   * The {@code Accept} header; JSON stays acceptable, since custom resources have no other form.
   */
  public String accept() {
    return accept;
  }
}
