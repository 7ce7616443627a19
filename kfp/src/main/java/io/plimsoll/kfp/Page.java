package io.plimsoll.kfp;

import java.util.List;

/**
 * One page of a list.
 *
 * @param totalSize of all pages, as the server says; 0 if it does not
 * @param nextPageToken what asks for the next one; empty = this is the last
 */
public record Page<T>(List<T> items, long totalSize, String nextPageToken) {

  public Page {
    items = List.copyOf(items);
  }
}
