package org.qusecnets.sweep.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.qusecnets.sweep.network.ConvolutionBenchmark;
import org.qusecnets.sweep.network.ConvolutionBenchmark.WeightFormat;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.MatrixProductBenchmark.Size;

/**
 * How fast the native library computes on this machine.
 *
 * @param what what it computes
 * @param tasks how many tasks do at once
 * @param gigaflops billion floating-point operations a second of all tasks together
 */
record Peak(String what, int tasks, double gigaflops) {
  /** All convolutions that were measured. */
  static List<Peak> convolutions(Results results) {
    List<Peak> all = new ArrayList<>();
    for (int tasks : BenchmarkPlan.TASKS) {
      for (Input input : Input.values()) {
        for (WeightFormat format : WeightFormat.values()) {
          double convolutions = results.get(Names.convolution(input, format, tasks));
          all.add(
              new Peak(
                  "conv2d, second convolution of " + Titles.of(input) + ", weights " + format,
                  tasks,
                  convolutions * ConvolutionBenchmark.operations(input) / 1e9));
        }
      }
    }
    return measured(all);
  }

  /** All matrix products that were measured. */
  static List<Peak> matrixProducts(Results results) {
    List<Peak> all = new ArrayList<>();
    for (int tasks : BenchmarkPlan.TASKS) {
      for (Size size : Size.values()) {
        double products = results.get(Names.matrixProduct(size, tasks));
        all.add(new Peak("matrix product " + size, tasks, products * size.operations() / 1e9));
      }
    }
    return measured(all);
  }

  private static List<Peak> measured(List<Peak> all) {
    return all.stream().filter(peak -> !Double.isNaN(peak.gigaflops)).toList();
  }

  /** The floating-point operations a second of the fastest single convolution. */
  static double ofOneTask(Results results) {
    return convolutions(results).stream()
        .filter(peak -> peak.tasks == 1)
        .max(Comparator.comparingDouble(Peak::gigaflops))
        .map(peak -> peak.gigaflops * 1e9)
        .orElse(Double.NaN);
  }
}
