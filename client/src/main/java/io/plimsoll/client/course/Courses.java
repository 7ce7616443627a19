package io.plimsoll.client.course;

import io.plimsoll.client.load.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one of the courses of several clients that drove the same. Pure. */
public final class Courses {

  /**
   * A course and when it began.
   *
   * @param offsetSeconds since the merged course begins, 0 or more
   */
  public record Part(double offsetSeconds, Course course) {}

  /** What came of a part in one column of the grid. */
  private record Cell(int part, Sample sample) {}

  private Courses() {}

  /**
   * What one would have seen that drove all of them: counts and histograms are added, and so are
   * parallelism, rate and outstanding requests of those that run. Samples cannot be split, so each
   * course is shifted by at most half the length of the longest sample.
   *
   * @param parts at least one, with histograms
   * @throws IllegalArgumentException if a histogram is missing or cannot be read
   */
  public static Course merge(List<Part> parts) {
    double width = 1e-3;
    double end = 0;
    for (Part part : parts) {
      width = Math.max(width, length(part.course()));
      end = Math.max(end, part.offsetSeconds() + end(part.course()));
    }
    width *= Math.max(1, Math.ceil(end / width / Timeline.MOST_SAMPLES));
    SortedMap<Integer, List<Cell>> cells = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      long shift = Math.round(parts.get(i).offsetSeconds() / width);
      for (Sample sample : parts.get(i).course().samples()) {
        // The middle, so that a sample that begins a little early is where it belongs.
        double middle = (sample.fromSeconds() + sample.toSeconds()) / 2;
        int cell = (int) (shift + (long) (middle / width));
        cells.computeIfAbsent(cell, none -> new ArrayList<>()).add(new Cell(i, sample));
      }
    }
    return new Course(samples(cells, width, parts.size()), changes(parts));
  }

  private static List<Sample> samples(
      SortedMap<Integer, List<Cell>> cells, double width, int parts) {
    List<Sample> samples = new ArrayList<>();
    int last = cells.isEmpty() ? -1 : cells.lastKey();
    for (int i = 0; i <= last; i++) {
      samples.add(sample(cells.getOrDefault(i, List.of()), i * width, width, parts));
    }
    return samples;
  }

  private static Sample sample(List<Cell> cells, double from, double width, int parts) {
    @Nullable Sample[] ofPart = new Sample[parts];
    for (Cell cell : cells) {
      Sample before = ofPart[cell.part()];
      ofPart[cell.part()] = before == null ? cell.sample() : before.merge(cell.sample());
    }
    List<Sample> all = Arrays.stream(ofPart).filter(Objects::nonNull).toList();
    return Sample.joint(from, from + width, all, all);
  }

  private static List<Change> changes(List<Part> parts) {
    return parts.stream()
        .flatMap(
            part ->
                part.course().changes().stream()
                    .map(
                        change ->
                            new Change(
                                part.offsetSeconds() + change.seconds(),
                                change.kind(),
                                change.value())))
        .sorted(Comparator.comparingDouble(Change::seconds))
        .limit(Timeline.MOST_CHANGES)
        .toList();
  }

  /** How long the samples are: the mean, without the last, which may have been cut short. */
  private static double length(Course course) {
    List<Sample> samples = course.samples();
    int whole = Math.max(1, samples.size() - 1);
    return samples.isEmpty()
        ? 0
        : (samples.get(whole - 1).toSeconds() - samples.get(0).fromSeconds()) / whole;
  }

  private static double end(Course course) {
    List<Sample> samples = course.samples();
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).toSeconds();
  }
}
