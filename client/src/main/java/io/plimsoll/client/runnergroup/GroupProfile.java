package io.plimsoll.client.runnergroup;

import java.util.List;

/** What the runners of a group run, and how it gets to them. */
sealed interface GroupProfile {

  /** Where a volume with replay profiles is in the pods, as in the original tool's. */
  String VOLUME_FOLDER = "/mnt/profile";

  /** Where a load profile is in the pods. */
  String LOAD_FOLDER = "/etc/plimsoll/profile";

  /** The load profile's file and key in its config map; JSON is YAML too. */
  String LOAD_FILE = "profile.yaml";

  /** The backend's workload. */
  Workload workload();

  /** The profile as an argument of the backend. */
  String location();

  /** What people call it, for the report's title. */
  String source();

  /** The two workloads that have profiles. */
  enum Workload {
    LOAD("load"),
    REPLAY("replay");

    private final String text;

    Workload(String text) {
      this.text = text;
    }

    /** Its name, as the backend has it. */
    String text() {
      return text;
    }
  }

  /**
   * A load profile that travels with the group.
   *
   * @param text YAML or JSON, checked
   * @param stages how many specs it has
   * @param warnings what is odd about it
   */
  record Load(String text, String source, int stages, List<String> warnings)
      implements GroupProfile {

    public Load {
      warnings = List.copyOf(warnings);
    }

    @Override
    public Workload workload() {
      return Workload.LOAD;
    }

    @Override
    public String location() {
      return LOAD_FOLDER + "/" + LOAD_FILE;
    }
  }

  /** A replay profile that each runner fetches. */
  record ReplayUrl(String url) implements GroupProfile {

    @Override
    public Workload workload() {
      return Workload.REPLAY;
    }

    @Override
    public String location() {
      return url;
    }

    @Override
    public String source() {
      return url;
    }
  }

  /**
   * A replay profile in a volume.
   *
   * @param claim the name of the PersistentVolumeClaim
   * @param path below {@link #VOLUME_FOLDER}, without a slash before it
   */
  record ReplayVolume(String claim, String path) implements GroupProfile {

    @Override
    public Workload workload() {
      return Workload.REPLAY;
    }

    @Override
    public String location() {
      return VOLUME_FOLDER + "/" + path;
    }

    @Override
    public String source() {
      return path + " in " + claim;
    }
  }
}
