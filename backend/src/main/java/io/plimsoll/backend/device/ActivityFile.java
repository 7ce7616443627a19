package io.plimsoll.backend.device;

import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how a load varies: {@code {"Name": "...", "Repeat": 1, "Profile": [{"Load": 50,
 * "Fluctuation": 6, "Seconds": 30}]}}, percent and seconds, {@code Repeat} 0 = for ever.
 */
public final class ActivityFile {

  private static final double MAX_PERCENT = 100;

  private static final double NANOS_PER_SECOND = 1e9;

  private final Findings findings = new Findings("activity file");

  private ActivityFile() {}

  /**
   * Reads one.
   *
   * @throws io.plimsoll.cli.CommandException exit code 2 if it cannot be read, or is none
   */
  public static Activity read(Path file) {
    ActivityFile reader = new ActivityFile();
    return SmallFile.read("--activity-file", file, reader.findings, reader::activity);
  }

  private Activity activity(Mapping root) {
    // For people only.
    root.text("Name");
    int repeat = (int) root.integer("Repeat", 0, Activity.MAX_REPEAT, 1);
    List<Doc> docs = root.list("Profile");
    List<Activity.Part> parts = new ArrayList<>();
    if (docs.size() > Activity.MAX_PARTS) {
      root.report("Profile", docs.size() + " (expected: at most " + Activity.MAX_PARTS + ")");
      return Activity.NONE;
    }
    for (int i = 0; i < docs.size(); i++) {
      Mapping part = Mapping.of("Profile[" + i + "]", docs.get(i), findings);
      if (part != null) {
        parts.add(part(part));
      }
    }
    return new Activity(parts, repeat);
  }

  private static Activity.Part part(Mapping part) {
    double load = SmallFile.number(part, "Load", 0, MAX_PERCENT);
    double fluctuation = part.number("Fluctuation", MAX_PERCENT);
    double seconds =
        SmallFile.number(
            part,
            "Seconds",
            Activity.MIN_NANOS / NANOS_PER_SECOND,
            Activity.MAX_NANOS / NANOS_PER_SECOND);
    part.finish();
    return new Activity.Part(load, fluctuation, Math.round(seconds * NANOS_PER_SECOND));
  }
}
