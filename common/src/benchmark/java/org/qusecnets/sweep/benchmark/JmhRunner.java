package org.qusecnets.sweep.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.qusecnets.sweep.UserException;

/**
 * Runs measurements with JMH, one by one, so that something else can run between two of them.
 *
 * <p>JMH gives the JVM's own arguments to the JVMs that it forks.
 */
final class JmhRunner implements AutoCloseable {
  /** Runs of what is done once a run. */
  static final int SHOTS = 5;

  private static final int WINDOWS = 3;

  private final Path results;
  private final Path log;
  private final PrintStream logStream;
  private final double seconds;
  private final List<RunResult> all = new ArrayList<>();

  JmhRunner(Path directory, double seconds) throws IOException {
    this.seconds = seconds;
    results = directory.resolve("jmh.json");
    log = directory.resolve("jmh.log");
    logStream = new PrintStream(log.toFile(), StandardCharsets.UTF_8);
  }

  /**
   * The best of three windows, in the benchmark's unit: what disturbs a measurement only makes it
   * slower.
   */
  double best(Measurement measurement) {
    RunResult result = run(measurement, WINDOWS);
    Statistics windows = result.getPrimaryResult().getStatistics();
    return result.getParams().getMode() == Mode.Throughput ? windows.getMax() : windows.getMin();
  }

  /** The median of several runs of what takes seconds, in the benchmark's unit. */
  double median(Measurement measurement) {
    return run(measurement, SHOTS).getPrimaryResult().getStatistics().getPercentile(50);
  }

  private RunResult run(Measurement measurement, int iterations) {
    long milliseconds = Math.round(1000 * seconds * measurement.share());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(
                "^"
                    + Pattern.quote(measurement.benchmark().getName() + "." + measurement.method())
                    + "$")
            .threads(measurement.tasks())
            .forks(measurement.fork() ? 1 : 0)
            .warmupIterations(1)
            .warmupTime(time(milliseconds))
            .measurementIterations(iterations)
            .measurementTime(time(milliseconds / iterations))
            .shouldFailOnError(true);
    measurement.parameters().forEach(options::param);
    try {
      Runner runner =
          new Runner(
              options.build(),
              OutputFormatFactory.createFormatInstance(logStream, VerboseMode.NORMAL));
      RunResult result = runner.runSingle();
      all.add(result);
      ResultFormatFactory.getInstance(ResultFormatType.JSON, results.toString()).writeOut(all);
      return result;
    } catch (RunnerException e) {
      throw new UserException(
          "Cannot measure " + measurement.name() + ": " + e.getMessage() + "; see " + log, e);
    }
  }

  private static TimeValue time(long milliseconds) {
    return new TimeValue(Math.max(1, milliseconds), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    logStream.close();
  }
}
