package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sweep} makes of the limits of its machine and of those that it is given. */
class LauncherLimitsTest extends LauncherTestCase {
  @Test
  void limitsThatAreGivenAreTaken() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("SWEEP_CORES", "3", "SWEEP_HEAP", "2g", "SWEEP_NATIVE", "700m");
    assertThat(shell(0, environment, "$sweep plan x.conf"))
        .contains(
            "-Dspark.master=local[3]",
            "-Xmx2g",
            "-Dorg.bytedeco.javacpp.maxbytes=700m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=3772m");
  }

  @ParameterizedTest
  @CsvSource({
    "SWEEP_CORES, 999999, 'SWEEP_CORES is 999999, and there are '",
    "SWEEP_HEAP, 1m, 'SWEEP_HEAP is 1m, and there are '",
    "SWEEP_HEAP, 999999999g, 'SWEEP_HEAP is 999999999g, and there are '",
    "SWEEP_NATIVE, 99999g, 'SWEEP_NATIVE is 99999g, and there are '"
  })
  void moreThanTheMachineHasIsRefused(String variable, String value, String told)
      throws IOException, InterruptedException {
    assertThat(shell(2, Map.of(variable, value), "$sweep plan x.conf"))
        .singleElement()
        .asString()
        .startsWith("Cannot run: " + told);
  }

  @Test
  void slurmsLimitsAreKept() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("SLURM_CPUS_PER_TASK", "1", "SLURM_MEM_PER_NODE", "2000", "SWEEP_CORES", "");
    assertThat(shell(0, environment, "$sweep plan x.conf"))
        .contains("-Dspark.master=local[1]", "-Xmx1100m", "-Dorg.bytedeco.javacpp.maxbytes=500m");
  }

  /** Has the script find the machine's facts in a folder of this test. */
  private void machine(Map<String, String> files) throws IOException {
    Path machine = folder.resolve("machine");
    Files.createDirectories(machine);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path place = machine.resolve(file.getKey().substring(1));
      Files.createDirectories(place.getParent());
      Files.writeString(place, file.getValue() + "\n");
    }
    Files.writeString(
        script,
        Files.readString(script)
            .replace("/proc/", machine + "/proc/")
            .replace("/sys/fs/", machine + "/sys/fs/")
            .replace("nproc)", "echo 64)"));
  }

  @Test
  void theSmallestLimitOfNestedControlGroupsIsKept() throws IOException, InterruptedException {
    machine(
        Map.of(
            "/proc/meminfo", "MemTotal:       131072000 kB",
            "/proc/self/cgroup", "0::/system/job_7/step_0",
            "/sys/fs/cgroup/system/memory.max", "max",
            "/sys/fs/cgroup/system/job_7/memory.max", "8589934592",
            "/sys/fs/cgroup/system/job_7/step_0/memory.max", "max",
            "/sys/fs/cgroup/system/job_7/step_0/cpu.max", "max 100000",
            "/sys/fs/cgroup/system/job_7/cpu.max", "250000 100000"));
    assertThat(shell(0, Map.of(), "$sweep plan x.conf"))
        .contains("-Dspark.master=local[3]", "-Xmx2688m");
  }

  @Test
  void limitsOfControlGroupsOfTheFirstVersionAreKept() throws IOException, InterruptedException {
    machine(
        Map.of(
            "/proc/meminfo", "MemTotal:       131072000 kB",
            "/proc/self/cgroup",
                "9:name=systemd:/\n4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712",
            "/sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "4294967296",
            "/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "-1",
            "/sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000"));
    assertThat(shell(0, Map.of(), "$sweep plan x.conf"))
        .contains("-Dspark.master=local[1]", "-Xmx1920m");
  }

  @Test
  void aContainerSeesItsOwnLimitAtTheRoot() throws IOException, InterruptedException {
    machine(
        Map.of(
            "/proc/meminfo", "MemTotal:       131072000 kB",
            "/proc/self/cgroup", "0::/",
            "/sys/fs/cgroup/memory.max", "700000000"));
    assertThat(shell(2, Map.of(), "$sweep plan x.conf"))
        .singleElement()
        .asString()
        .startsWith("Cannot run: there are 667 MB of memory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan x.conf", "export x y --images"})
  void tooLittleMemoryIsToldInALine(String work) throws IOException, InterruptedException {
    assertThat(shell(2, Map.of("SLURM_MEM_PER_NODE", "700"), "$sweep " + work))
        .singleElement()
        .asString()
        .startsWith("Cannot run: there are 700 MB of memory, and it needs 1536; ");
  }

  @Test
  void commandsThatDoNoWorkRunWithLessMemory() throws IOException, InterruptedException {
    assertThat(shell(0, Map.of("SLURM_MEM_PER_NODE", "700"), "$sweep status x")).contains("status");
    assertThat(shell(0, Map.of("SLURM_MEM_PER_NODE", "700"), "$sweep export x y"))
        .contains("export");
    assertThat(shell(0, Map.of(), "ulimit -v 4000000; $sweep --help")).contains("--help");
  }

  @Test
  void tooFewAddressesAreToldInALine() throws IOException, InterruptedException {
    assertThat(shell(2, Map.of(), "ulimit -v 4000000; $sweep plan x.conf"))
        .singleElement()
        .asString()
        .startsWith(
            "Cannot run: the limit on virtual memory (ulimit -v) is 3906 MB, and it needs ");
  }
}
