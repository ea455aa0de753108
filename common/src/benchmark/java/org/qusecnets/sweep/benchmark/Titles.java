package org.qusecnets.sweep.benchmark;

import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;

/** What tables call things. */
final class Titles {
  private Titles() {}

  static String of(Input input) {
    return switch (input) {
      case MNIST -> "MNIST";
      case CIFAR10 -> "CIFAR-10";
    };
  }

  static String of(Front front) {
    return switch (front) {
      case PLAIN -> "plain";
      case QUANTIZED -> "4-level TQ";
    };
  }
}
