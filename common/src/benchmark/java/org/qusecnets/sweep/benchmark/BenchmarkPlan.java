package org.qusecnets.sweep.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.network.AttackBenchmark;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.ConvolutionBenchmark;
import org.qusecnets.sweep.network.ConvolutionBenchmark.WeightFormat;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.IterativeAttack;
import org.qusecnets.sweep.network.IterativeAttackBenchmark;
import org.qusecnets.sweep.network.MatrixProductBenchmark;
import org.qusecnets.sweep.network.MatrixProductBenchmark.Size;
import org.qusecnets.sweep.network.QuantizationBenchmark;

/** Everything that is measured. */
final class BenchmarkPlan {
  static final List<Integer> LEVELS = List.of(2, 3, 4, 6, 8, 12, 16);
  static final List<Integer> EPSILONS = List.of(1, 8);
  static final List<String> DIRECTIONS = List.of("forward", "backward");
  static final List<Integer> TASKS = List.of(1, 2);

  private static final double WHOLE = 1;
  private static final double HALF = 0.5;
  private static final double QUARTER = 0.25;
  private static final double SIXTH = 1 / 6.0;

  private BenchmarkPlan() {}

  /** The figures that PyTorch has too, for one dataset. */
  static List<Measurement> figures(Input input, int tasks) {
    List<Measurement> all = new ArrayList<>();
    for (Front front : Front.values()) {
      for (Figure figure : Figure.values()) {
        all.add(
            new Measurement(
                Names.figure(input, front, figure, tasks),
                figure.benchmark(),
                figure.method(),
                Map.of("input", input.name(), "front", front.name()),
                tasks,
                true,
                WHOLE));
      }
    }
    return all;
  }

  /** The native library's convolution. */
  static List<Measurement> convolutions(Input input, int tasks) {
    List<Measurement> all = new ArrayList<>();
    for (WeightFormat format : WeightFormat.values()) {
      all.add(
          new Measurement(
              Names.convolution(input, format, tasks),
              ConvolutionBenchmark.class,
              "convolution",
              Map.of("input", input.name(), "weightFormat", format.name()),
              tasks,
              false,
              QUARTER));
    }
    return all;
  }

  /** The native library's matrix product. */
  static List<Measurement> matrixProducts(int tasks) {
    List<Measurement> all = new ArrayList<>();
    for (Size size : Size.values()) {
      all.add(
          new Measurement(
              Names.matrixProduct(size, tasks),
              MatrixProductBenchmark.class,
              "product",
              Map.of("size", size.name()),
              tasks,
              false,
              QUARTER));
    }
    return all;
  }

  /** FGSM, on the plain network. */
  static List<Measurement> attacks(Input input, int tasks) {
    List<Measurement> all = new ArrayList<>();
    for (int epsilons : EPSILONS) {
      for (AttackScope scope : AttackScope.values()) {
        all.add(
            new Measurement(
                Names.attack(input, epsilons, scope, tasks),
                AttackBenchmark.class,
                scope.method(),
                Map.of("input", input.name(), "epsilons", String.valueOf(epsilons)),
                tasks,
                true,
                HALF));
      }
    }
    return all;
  }

  /**
   * An attack that other libraries have too.
   *
   * @param subject the folder with the network and the images
   */
  static Measurement iterativeAttack(IterativeAttack attack, Path subject) {
    return new Measurement(
        Names.iterativeAttack(attack),
        IterativeAttackBenchmark.class,
        "run",
        Map.of("attack", attack.name(), "subject", subject.toString()),
        1,
        true,
        WHOLE);
  }

  /** The quantization layer alone. */
  static List<Measurement> quantizations(Input input, int tasks) {
    List<Measurement> all = new ArrayList<>();
    for (int levels : LEVELS) {
      for (String direction : DIRECTIONS) {
        all.add(
            new Measurement(
                Names.quantization(input, levels, direction, tasks),
                QuantizationBenchmark.class,
                direction,
                Map.of("input", input.name(), "levels", String.valueOf(levels)),
                tasks,
                false,
                SIXTH));
      }
    }
    return all;
  }

  /** The names of all. */
  static List<String> names() {
    List<Measurement> all = new ArrayList<>();
    for (int tasks : TASKS) {
      all.addAll(matrixProducts(tasks));
      for (Input input : Input.values()) {
        all.addAll(convolutions(input, tasks));
        all.addAll(figures(input, tasks));
        all.addAll(attacks(input, tasks));
        all.addAll(quantizations(input, tasks));
      }
    }
    return Stream.of(
            all.stream().map(Measurement::name),
            Stream.of(IterativeAttack.values()).map(Names::iterativeAttack),
            Stream.of(BenchmarkedCertificate.values()).map(Names::certificate))
        .flatMap(names -> names)
        .toList();
  }
}
