package io.plimsoll.backend.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plimsoll.backend.device.DeviceReading;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The labels by which an exporter tells a device, in their order. All of them are made from the
 * device's name, so that they are the same whichever backend exports it; those of the device file
 * win.
 */
final class DeviceLabels {

  /** As a PCI device id of a small GPU looks. */
  private static final String PCI_DEVICE = "0x4905";

  private static final String MODEL = "Plimsoll simulated GPU";

  private static final Pattern NUMBER_AT_END = Pattern.compile("(?<!\\d)\\d{1,3}$");

  private DeviceLabels() {}

  static Map<String, String> of(
      Exporter exporter, DeviceReading device, Map<String, String> more, String node, String pod) {
    Map<String, String> labels =
        switch (exporter) {
          case XPUM, COLLECTD -> pci(device.name());
          case DCGM -> nvidia(device.name(), node, pod);
        };
    // Sorted: a map of the caller's may have any order.
    labels.putAll(new TreeMap<>(more));
    given(labels, new TreeMap<>(device.model().labels()), aliases(exporter));
    return labels;
  }

  /** What an exporter calls labels that device files have under names of their own. */
  private static Map<String, String> aliases(Exporter exporter) {
    return switch (exporter) {
      case XPUM -> Map.of("pciid", "pci_dev", "name", "dev_name");
      case DCGM -> Map.of("name", "modelName");
      case COLLECTD -> Map.of("pciid", "pci_dev");
    };
  }

  private static void given(
      Map<String, String> labels, Map<String, String> given, Map<String, String> aliases) {
    given.forEach(
        (name, value) -> {
          String known = aliases.getOrDefault(name, name);
          if (known.equals(name) || !given.containsKey(known)) {
            labels.put(known, value);
          }
        });
  }

  private static Map<String, String> pci(String name) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("pci_dev", PCI_DEVICE);
    labels.put("pci_bdf", address(name));
    labels.put("dev_file", name.substring(name.lastIndexOf('/') + 1));
    return labels;
  }

  private static Map<String, String> nvidia(String name, String node, String pod) {
    Matcher number = NUMBER_AT_END.matcher(name);
    String index = number.find() ? Integer.toString(Integer.parseInt(number.group())) : "0";
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("gpu", index);
    labels.put("UUID", "GPU-" + UUID.nameUUIDFromBytes((node + "/" + name).getBytes(UTF_8)));
    labels.put("device", "nvidia" + index);
    labels.put("modelName", MODEL);
    labels.put("Hostname", node);
    labels.put("container", "");
    labels.put("namespace", "");
    labels.put("pod", pod);
    return labels;
  }

  /** Domain, bus, device and function have 32 bits: a checksum of the name fills them. */
  private static String address(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(UTF_8));
    int bits = (int) crc.getValue();
    return String.format(
        Locale.ROOT,
        "%04x:%02x:%02x.%d",
        bits >>> 16,
        bits >>> 8 & 0xff,
        bits >>> 3 & 0x1f,
        bits & 7);
  }
}
