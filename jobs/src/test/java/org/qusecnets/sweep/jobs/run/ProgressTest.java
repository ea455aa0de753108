package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Outcome;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;

/** What is told of the time that is left, by a clock that only goes when it is told to. */
class ProgressTest {
  private static final double SECONDS = 1000;

  @TempDir private Path folder;
  private long seconds;
  private double atWork;
  private Progress progress;

  @BeforeEach
  void begin() throws IOException {
    progress =
        new Progress(
            Display.quiet(new PrintWriter(new StringWriter())),
            Storage.of(folder.toString()),
            () -> 0,
            () -> atWork,
            new Progress.Wanted(0, 10, SECONDS),
            () -> 1_000_000_000 * seconds);
  }

  /** A unit of work of which only the estimate matters. */
  private record LongUnit(double estimatedSeconds) implements DelegatingUnit {
    @Override
    public WorkUnit unit() {
      return new CleanUnit("key", null, null);
    }

    @Override
    public UnitResult run(UnitContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private void finish(double seconds) {
    progress.finished(
        new LongUnit(seconds),
        new Outcome("key", "file", UnitResult.COMPLETE, new TreeMap<>(), List.of(), 1));
  }

  private JsonNode secondsLeft() throws IOException {
    progress.write("running");
    return new ObjectMapper()
        .readTree(folder.resolve(Progress.FILE).toFile())
        .required("seconds-left");
  }

  @Test
  void nothingIsSaidOfTheTimeLeftBeforeAnythingIsDone() throws IOException {
    seconds = 60;
    assertThat(secondsLeft().isNull()).isTrue();
  }

  @Test
  void whatUnitsHaveDoneWhileTheyWorkCounts() throws IOException {
    seconds = 10;
    atWork = 250;
    assertThat(secondsLeft().asLong()).isEqualTo(30);
    seconds = 20;
    finish(300);
    atWork = 200;
    assertThat(secondsLeft().asLong()).isEqualTo(20);
  }

  @Test
  void whatAnEarlierRunDidSaysNothingOfThePaceOfThisOne() throws IOException {
    progress.found(new LongUnit(400));
    progress.foundPart(50);
    progress.keptModel(50);
    seconds = 10;
    assertThat(secondsLeft().isNull()).isTrue();
    finish(100);
    assertThat(secondsLeft().asLong()).isEqualTo(40);
  }

  @Test
  void noTimeIsLeftWhenMoreWasDoneThanWasReckonedWith() throws IOException {
    seconds = 10;
    finish(SECONDS + 1);
    assertThat(secondsLeft().asLong()).isZero();
  }
}
