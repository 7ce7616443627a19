package io.plimsoll.replay.profile;

/** How a patch is written. */
public enum PatchType {
  JSON("json", "application/json-patch+json"),
  MERGE("merge", "application/merge-patch+json"),
  STRATEGIC_MERGE("strategic-merge", "application/strategic-merge-patch+json");

  private final String text;
  private final String mediaType;

  PatchType(String text, String mediaType) {
    this.text = text;
    this.mediaType = mediaType;
  }

  /** The name in a profile. */
  public String text() {
    return text;
  }

  /** The media type of the request body. */
  public String mediaType() {
    return mediaType;
  }
}
