package org.qusecnets.sweep.attack;

import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.norm.Norm;

/**
 * What several runs come to.
 *
 * @param trials runs times images
 * @param successes how many of them succeeded
 * @param runs the runs
 */
record GoldenSummary(int trials, int successes, List<GoldenRun> runs) {
  static GoldenSummary of(List<GoldenRun> runs) {
    int trials = runs.stream().mapToInt(run -> run.success().length).sum();
    int successes = runs.stream().mapToInt(run -> (int) reached(run).count()).sum();
    return new GoldenSummary(trials, successes, runs);
  }

  private static IntStream reached(GoldenRun run) {
    return IntStream.range(0, run.success().length).filter(i -> run.success()[i]);
  }

  double successRate() {
    return (double) successes / trials;
  }

  /** The mean distance of the successes. */
  double mean(Norm norm) {
    return runs.stream()
        .flatMapToDouble(run -> reached(run).mapToDouble(i -> run.distance(norm, i)))
        .average()
        .orElseThrow();
  }
}
