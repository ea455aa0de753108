package org.qusecnets.sweep.benchmark;

import org.qusecnets.sweep.network.ClassifierBenchmark;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.NetworkArithmetic;
import org.qusecnets.sweep.network.TrainingBenchmark;

/** What a sweep spends its time on. */
enum Figure {
  TRAINING_STEP("training step", "train", TrainingBenchmark.class, "trainingStep"),
  INPUT_GRADIENT("input gradient", "input_gradient", ClassifierBenchmark.class, "inputGradient"),
  INFERENCE("inference", "inference", ClassifierBenchmark.class, "inference");

  private final String title;
  private final String torchKey;
  private final Class<?> benchmark;
  private final String method;

  Figure(String title, String torchKey, Class<?> benchmark, String method) {
    this.title = title;
    this.torchKey = torchKey;
    this.benchmark = benchmark;
    this.method = method;
  }

  String title() {
    return title;
  }

  /** Its key in what the PyTorch reference prints. */
  String torchKey() {
    return torchKey;
  }

  Class<?> benchmark() {
    return benchmark;
  }

  String method() {
    return method;
  }

  double operations(NetworkArithmetic arithmetic, Front front) {
    return switch (this) {
      case TRAINING_STEP -> arithmetic.trainingStep(front);
      case INPUT_GRADIENT -> arithmetic.inputGradient();
      case INFERENCE -> arithmetic.inference();
    };
  }
}
