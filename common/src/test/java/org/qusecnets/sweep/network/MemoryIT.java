package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What tasks leave behind and what one needs, as the operating system counts it. */
class MemoryIT {
  private static final long MEGABYTE = 1 << 20;

  @BeforeEach
  void memoryIsToldByLinux() {
    assumeThat(MemoryOfTasks.STATUS).as("memory of a process is read from /proc").exists();
  }

  /**
   * Two at a time. One engine has over 100 MB: a hundredth of one left behind by each task would
   * show.
   */
  @Test
  @Tag("endurance")
  void twoHundredTasksLeaveNothingBehind() throws Exception {
    long[] resident = run("200 tasks", "repeat", "200");

    long after100 = resident[49];
    long after200 = resident[99];
    assertThat(after200 - after100)
        .as("bytes more after 200 tasks than after 100")
        .isLessThan(100 * MEGABYTE);
  }

  @Test
  @Tag("endurance")
  void trainingOnFullMnistStaysBelowOneAndAHalfGigabytes() throws Exception {
    long[] peak = run("training", "train", "60000");

    assertThat(besideTheDataSet(peak[0], 60_000)).isLessThan(1500 * MEGABYTE);
  }

  /** Fewer images: no more of them are held than in the other training. */
  @Test
  void doubledBatchesAndATeacherFitAsWell() throws Exception {
    long[] peak = run("hardened training", "harden", "1000");

    assertThat(besideTheDataSet(peak[0], 1_000)).isLessThan(1500 * MEGABYTE);
  }

  private static long besideTheDataSet(long peak, int images) {
    return peak - (long) images * Samples.GREY.size();
  }

  /** The numbers that {@link MemoryOfTasks} prints in a process of its own. */
  private static long[] run(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The whole heap at once: what the collector takes and gives back is no leak.
    line.addAll(List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch"));
    line.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=1G"));
    line.addAll(List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=4G"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(MemoryOfTasks.class.getName());
    line.addAll(List.of(arguments));
    Path log = Files.createTempFile("memory", ".log");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(log.toFile())
              .start();
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(name + " ended in time").isTrue();
      assertThat(process.exitValue()).as("exit code of " + name).isZero();
      return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
          .filter(text -> text.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .toArray();
    } finally {
      Files.delete(log);
    }
  }
}
