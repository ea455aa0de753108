package org.qusecnets.sweep.benchmark;

import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.ConvolutionBenchmark.WeightFormat;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.IterativeAttack;
import org.qusecnets.sweep.network.MatrixProductBenchmark.Size;
import org.qusecnets.sweep.options.Options;

/** The measurements' names: by them tables find results and users choose. */
final class Names {
  private Names() {}

  static String figure(Input input, Front front, Figure figure, int tasks) {
    return name(tasks, Options.nameOf(input), Options.nameOf(front), Options.nameOf(figure));
  }

  static String convolution(Input input, WeightFormat format, int tasks) {
    return name(tasks, Options.nameOf(input), "convolution", Options.nameOf(format));
  }

  static String matrixProduct(Size size, int tasks) {
    return name(tasks, "matrix-product", Options.nameOf(size));
  }

  static String quantization(Input input, int levels, String direction, int tasks) {
    return name(tasks, Options.nameOf(input), "quantization", "levels-" + levels, direction);
  }

  static String attack(Input input, int epsilons, AttackScope scope, int tasks) {
    return name(tasks, Options.nameOf(input), "fgsm", "epsilons-" + epsilons, scope.word());
  }

  static String iterativeAttack(IterativeAttack attack) {
    return name(1, Options.nameOf(Input.MNIST), "attack", Options.nameOf(attack));
  }

  static String certificate(BenchmarkedCertificate certificate) {
    return name(1, Options.nameOf(Input.MNIST), "certificate", Options.nameOf(certificate));
  }

  private static String name(int tasks, String... parts) {
    return String.join("/", parts) + "/" + tasks + (tasks == 1 ? "-task" : "-tasks");
  }
}
