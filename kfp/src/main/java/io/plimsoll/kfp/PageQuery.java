package io.plimsoll.kfp;

/**
 * Which part of a list.
 *
 * @param size most items, 1 to {@link #MOST}
 * @param token of the page before, empty for the first
 * @param sortBy a field, {@code created_at desc}; empty = the server's order
 */
public record PageQuery(int size, String token, String sortBy) {

  /** What the server gives at most, whatever is asked for. */
  public static final int MOST = 200;

  public PageQuery {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("size: " + size + " (expected: 1 to " + MOST + ")");
    }
  }

  /** The first page of the newest. */
  public static PageQuery newest() {
    return new PageQuery(MOST, "", "created_at desc");
  }

  /** The page after that one. */
  public PageQuery after(String nextPageToken) {
    return new PageQuery(size, nextPageToken, sortBy);
  }
}
