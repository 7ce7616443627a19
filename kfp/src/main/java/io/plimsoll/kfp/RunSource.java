package io.plimsoll.kfp;

import java.util.concurrent.CompletableFuture;

/** What a {@link RunFollower} asks. */
interface RunSource {

  /** A page of the runs of the namespace. */
  CompletableFuture<Page<Run>> runs(PageQuery query);

  /** One of them. */
  CompletableFuture<Run> run(String id);
}
