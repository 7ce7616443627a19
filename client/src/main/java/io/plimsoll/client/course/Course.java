package io.plimsoll.client.course;

import io.plimsoll.client.load.Change;
import java.util.List;

/**
 * How a load went over time.
 *
 * @param samples without gaps, in order of time, with histograms
 * @param changes what was done to the load, in order of time
 */
public record Course(List<Sample> samples, List<Change> changes) {

  public Course {
    samples = List.copyOf(samples);
    changes = List.copyOf(changes);
  }

  /** The figures alone. */
  public Course withoutHistograms() {
    return new Course(samples.stream().map(Sample::withoutHistograms).toList(), changes);
  }
}
