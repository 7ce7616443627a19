package io.plimsoll.backend.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.device.DeviceModel;
import io.plimsoll.backend.device.DeviceReading;
import io.plimsoll.backend.device.MetricRange;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages that Prometheus reads, byte by byte. */
class DeviceFamiliesTest {

  private static final String OWN =
      """
      # HELP plimsoll_device_own_load_ratio Share of this backend in the load of the device, over the last full second.
      # TYPE plimsoll_device_own_load_ratio gauge
      plimsoll_device_own_load_ratio{device="card0",} 0.25
      # HELP plimsoll_device_own_memory_bytes Memory of the device that this backend holds.
      # TYPE plimsoll_device_own_memory_bytes gauge
      plimsoll_device_own_memory_bytes{device="card0",} 5.36870912E8
      # HELP plimsoll_device_own_running Items of this backend that run on the device.
      # TYPE plimsoll_device_own_running gauge
      plimsoll_device_own_running{device="card0",} 1.0
      # HELP plimsoll_device_own_busy_seconds_total Share of this backend in the work that the device has done.
      # TYPE plimsoll_device_own_busy_seconds_total counter
      plimsoll_device_own_busy_seconds_total{device="card0",} 2.5
      """;

  private static final String TOTALS =
      """
      # HELP plimsoll_device_load_ratio Load of the device by all backends, over the last full second.
      # TYPE plimsoll_device_load_ratio gauge
      plimsoll_device_load_ratio{device="card0",} 0.75
      # HELP plimsoll_device_memory_bytes Memory of the device that all backends hold.
      # TYPE plimsoll_device_memory_bytes gauge
      plimsoll_device_memory_bytes{device="card0",} 1.073741824E9
      # HELP plimsoll_device_running Items of all backends that run on the device.
      # TYPE plimsoll_device_running gauge
      plimsoll_device_running{device="card0",} 3.0
      # HELP plimsoll_device_busy_seconds_total Work that the device has done, in seconds at full load.
      # TYPE plimsoll_device_busy_seconds_total counter
      plimsoll_device_busy_seconds_total{device="card0",} 7.5
      """;

  private static DeviceReading reading(String name, DeviceModel model, boolean exporter) {
    return new DeviceReading(
        name, model, exporter, 0.75, 1L << 30, 3, 7.5, 20, 0.25, 1L << 29, 1, 2.5);
  }

  private static DeviceModel model(Map<String, String> labels) {
    DeviceModel usual = DeviceModel.DEFAULT;
    return new DeviceModel(
        labels,
        usual.frequencyMhz(),
        usual.memoryBytes(),
        usual.powerWatts(),
        usual.temperatureCelsius());
  }

  private static String page(Exporter exporter, DeviceReading... readings) throws IOException {
    StringWriter page = new StringWriter();
    DeviceFamilies families = new DeviceFamilies(exporter, "node-a", "pod-1");
    TextFormat.write004(page, Collections.enumeration(families.of(List.of(readings))));
    return page.toString();
  }

  /** The line of one metric. */
  private static String line(Exporter exporter, String metric, DeviceReading... readings)
      throws IOException {
    return page(exporter, readings)
        .lines()
        .filter(line -> line.startsWith(metric + "{"))
        .reduce((one, other) -> one + "\n" + other)
        .orElseThrow();
  }

  @Test
  void aBackendWithoutSimulatedDevicesShowsNothingOfThem() throws IOException {
    assertThat(page(Exporter.XPUM)).isEmpty();
  }

  @Test
  void aBackendThatDoesNotExportTheDeviceShowsItsOwnShareOnly() throws IOException {
    DeviceReading reading = reading("card0", DeviceModel.DEFAULT, false);
    for (Exporter exporter : Exporter.values()) {
      assertThat(page(exporter, reading)).isEqualTo(OWN);
    }
  }

  @Test
  void xpumShowsWhatXpuManagerShows() throws IOException {
    assertThat(page(Exporter.XPUM, reading("card0", DeviceModel.DEFAULT, true)))
        .isEqualTo(
            OWN
                + TOTALS
                + """
                # HELP xpum_frequency_mhz Clock frequency in MHz.
                # TYPE xpum_frequency_mhz gauge
                xpum_frequency_mhz{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",location="gpu",type="actual",} 1312.5
                # HELP xpum_memory_used_bytes Memory in use.
                # TYPE xpum_memory_used_bytes gauge
                xpum_memory_used_bytes{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",} 1.0747904E9
                # HELP xpum_power_watts Power.
                # TYPE xpum_power_watts gauge
                xpum_power_watts{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",} 27.0
                # HELP xpum_temperature_celsius Temperature.
                # TYPE xpum_temperature_celsius gauge
                xpum_temperature_celsius{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",location="gpu",} 72.5
                """);
  }

  @Test
  void collectdShowsWhatItsGpuPluginShows() throws IOException {
    assertThat(page(Exporter.COLLECTD, reading("card0", DeviceModel.DEFAULT, true)))
        .isEqualTo(
            OWN
                + TOTALS
                + """
                # HELP collectd_gpu_sysman_frequency_mhz Clock frequency in MHz.
                # TYPE collectd_gpu_sysman_frequency_mhz gauge
                collectd_gpu_sysman_frequency_mhz{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",function="max",location="gpu",type="actual",} 1312.5
                # HELP collectd_gpu_sysman_memory_used_bytes Memory in use.
                # TYPE collectd_gpu_sysman_memory_used_bytes gauge
                collectd_gpu_sysman_memory_used_bytes{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",function="max",location="device",} 1.0747904E9
                # HELP collectd_gpu_sysman_power_watts Power.
                # TYPE collectd_gpu_sysman_power_watts gauge
                collectd_gpu_sysman_power_watts{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",} 27.0
                # HELP collectd_gpu_sysman_temperature_celsius Temperature.
                # TYPE collectd_gpu_sysman_temperature_celsius gauge
                collectd_gpu_sysman_temperature_celsius{pci_dev="0x4905",pci_bdf="eb17:48:1a.7",dev_file="card0",location="gpu-max",} 72.5
                """);
  }

  @Test
  void dcgmShowsWhatTheDcgmExporterShows() throws IOException {
    String labels =
        "{gpu=\"0\",UUID=\"GPU-fcbd24f2-99e2-3a5d-a71a-a93653885b34\",device=\"nvidia0\","
            + "modelName=\"Plimsoll simulated GPU\",Hostname=\"node-a\",container=\"\","
            + "namespace=\"\",pod=\"pod-1\",} ";
    assertThat(page(Exporter.DCGM, reading("card0", DeviceModel.DEFAULT, true)))
        .isEqualTo(
            OWN
                + TOTALS
                + """
                # HELP DCGM_FI_DEV_GPU_UTIL Utilization in percent.
                # TYPE DCGM_FI_DEV_GPU_UTIL gauge
                DCGM_FI_DEV_GPU_UTIL$75.0
                # HELP DCGM_FI_DEV_FB_USED Memory in use, in MiB.
                # TYPE DCGM_FI_DEV_FB_USED gauge
                DCGM_FI_DEV_FB_USED$1025.0
                # HELP DCGM_FI_DEV_FB_FREE Free memory, in MiB.
                # TYPE DCGM_FI_DEV_FB_FREE gauge
                DCGM_FI_DEV_FB_FREE$2797.0
                # HELP DCGM_FI_DEV_POWER_USAGE Power in watts.
                # TYPE DCGM_FI_DEV_POWER_USAGE gauge
                DCGM_FI_DEV_POWER_USAGE$27.0
                # HELP DCGM_FI_DEV_GPU_TEMP Temperature in degrees Celsius.
                # TYPE DCGM_FI_DEV_GPU_TEMP gauge
                DCGM_FI_DEV_GPU_TEMP$72.5
                # HELP DCGM_FI_DEV_SM_CLOCK Clock frequency in MHz.
                # TYPE DCGM_FI_DEV_SM_CLOCK gauge
                DCGM_FI_DEV_SM_CLOCK$1312.5
                # HELP DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION Energy since the device is there, in mJ.
                # TYPE DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION gauge
                DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION$300000.0
                """
                    .replace("$", labels));
  }

  @Test
  void aDeviceFilesLabelsWin() throws IOException {
    DeviceModel given =
        model(Map.of("pciid", "0x56c0", "name", "Flex", "pci_bdf", "0000:4d:00.0", "rack", "r1"));
    DeviceReading reading = reading("/dev/dri/card1", given, true);
    assertThat(line(Exporter.XPUM, "xpum_power_watts", reading))
        .isEqualTo(
            "xpum_power_watts{pci_dev=\"0x56c0\",pci_bdf=\"0000:4d:00.0\",dev_file=\"card1\","
                + "dev_name=\"Flex\",rack=\"r1\",} 27.0");
    assertThat(line(Exporter.COLLECTD, "collectd_gpu_sysman_power_watts", reading))
        .isEqualTo(
            "collectd_gpu_sysman_power_watts{pci_dev=\"0x56c0\",pci_bdf=\"0000:4d:00.0\","
                + "dev_file=\"card1\",name=\"Flex\",rack=\"r1\",} 27.0");
    assertThat(line(Exporter.DCGM, "DCGM_FI_DEV_GPU_TEMP", reading))
        .contains("{gpu=\"1\",", ",device=\"nvidia1\",", ",modelName=\"Flex\",", "rack=\"r1\",");
  }

  @Test
  void aLabelUnderTheExportersOwnNameWinsOverTheDeviceFilesUsualOne() throws IOException {
    DeviceModel given = model(Map.of("pciid", "0x1", "pci_dev", "0x2"));
    assertThat(line(Exporter.XPUM, "xpum_power_watts", reading("card0", given, true)))
        .contains("{pci_dev=\"0x2\",");
  }

  @Test
  void textFromOutsideDoesNotBreakThePage() throws IOException {
    DeviceModel given = model(Map.of("name", "a\"b\\c\nd"));
    assertThat(page(Exporter.XPUM, reading("we\"ird\\\n", given, true)))
        .contains(
            "plimsoll_device_load_ratio{device=\"we\\\"ird\\\\\\n\",} 0.75\n",
            "xpum_power_watts{pci_dev=\"0x4905\",pci_bdf=\"bc4c:65:01.6\","
                + "dev_file=\"we\\\"ird\\\\\\n\",dev_name=\"a\\\"b\\\\c\\nd\",} 27.0\n");
  }

  @Test
  void devicesOfOneNameInTwoFoldersAreToldApart() throws IOException {
    DeviceReading one = reading("/dev/dri/card1", DeviceModel.DEFAULT, true);
    DeviceReading other = reading("card1", DeviceModel.DEFAULT, true);
    assertThat(line(Exporter.XPUM, "xpum_power_watts", one, other).lines())
        .containsExactly(
            "xpum_power_watts{pci_dev=\"0x4905\",pci_bdf=\"c12d:a9:03.0\",dev_file=\"card1\",} 27.0",
            "xpum_power_watts{pci_dev=\"0x4905\",pci_bdf=\"9c10:78:08.1\",dev_file=\"card1\",} 27.0");
  }

  /** Prometheus drops the second, and promtool complains. */
  @Test
  void ofTwoDevicesThatTheirFilesLabelTheSameOnlyTheFirstIsShownUnderTheExportersNames()
      throws IOException {
    DeviceModel given = model(Map.of("dev_file", "x", "pci_bdf", "y"));
    String page = page(Exporter.XPUM, reading("a", given, true), reading("b", given, true));
    assertThat(page.lines().filter(line -> line.startsWith("xpum_power_watts{"))).hasSize(1);
    assertThat(page)
        .contains(
            "plimsoll_device_load_ratio{device=\"a\",} 0.75\n",
            "plimsoll_device_load_ratio{device=\"b\",} 0.75\n");
  }

  @Test
  void theNumberAtTheEndOfANameIsDcgmsNumber() throws IOException {
    String[][] numbers = {
      {"card0", "0"},
      {"card", "0"},
      {"/dev/nvidia7", "7"},
      {"renderD128", "128"},
      {"card007", "7"},
      {"2024", "0"}
    };
    for (String[] number : numbers) {
      assertThat(
              line(
                  Exporter.DCGM,
                  "DCGM_FI_DEV_GPU_UTIL",
                  reading(number[0], DeviceModel.DEFAULT, true)))
          .as(number[0])
          .contains("{gpu=\"" + number[1] + "\",", ",device=\"nvidia" + number[1] + "\",");
    }
  }

  @Test
  void aLoadOverAHundredPercentIsShownAsTheMost() throws IOException {
    DeviceModel cold =
        new DeviceModel(
            Map.of(),
            new MetricRange(0, 100),
            new MetricRange(0, 100),
            new MetricRange(0, 100),
            new MetricRange(-20, 80));
    DeviceReading over = new DeviceReading("card0", cold, true, 1.5, 0, 0, 0, 0, 0, 0, 0, 0);
    DeviceReading idle = new DeviceReading("card0", cold, true, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(line(Exporter.XPUM, "xpum_temperature_celsius", over)).endsWith(" 80.0");
    assertThat(line(Exporter.XPUM, "xpum_temperature_celsius", idle)).endsWith(" -20.0");
  }
}
