package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Optional;

/**
 * A polynomial of single values: what additions and multiplications of numbers make.
 *
 * @param coefficients from the constant on, at most {@link #MOST}, the last one not 0 unless it is
 *     the only one
 */
record Polynomial(double... coefficients) {
  private static final int MOST = 4;

  /** How far a product of rounded numbers may be from 1. */
  private static final double ROUNDING = 1e-6;

  /** What it is added to. */
  static Polynomial plus(double shift) {
    return new Polynomial(shift, 1);
  }

  /** What it is multiplied by. */
  static Polynomial times(double factor) {
    return factor == 0 ? new Polynomial(0) : new Polynomial(0, factor);
  }

  /** The value itself. */
  static Polynomial identity() {
    return times(1);
  }

  /** The highest power. */
  int degree() {
    return coefficients.length - 1;
  }

  /** The coefficient of a power. */
  double of(int power) {
    return power < coefficients.length ? coefficients[power] : 0;
  }

  /** Whether it is the value itself, up to rounding. */
  boolean isIdentity() {
    return degree() == 1 && of(0) == 0 && Math.abs(of(1) - 1) < ROUNDING;
  }

  /** The sum. */
  Polynomial plus(Polynomial other) {
    double[] sum = new double[Math.max(coefficients.length, other.coefficients.length)];
    for (int power = 0; power < sum.length; power++) {
      sum[power] = of(power) + other.of(power);
    }
    return trimmed(sum);
  }

  /** The product, if its degree is not too high. */
  Optional<Polynomial> times(Polynomial other) {
    double[] product = new double[degree() + other.degree() + 1];
    if (product.length > MOST) {
      return Optional.empty();
    }
    for (int i = 0; i < coefficients.length; i++) {
      for (int j = 0; j < other.coefficients.length; j++) {
        product[i + j] += coefficients[i] * other.coefficients[j];
      }
    }
    return Optional.of(trimmed(product));
  }

  /** What it makes of another one, if its degree is not too high. */
  Optional<Polynomial> after(Polynomial inner) {
    Optional<Polynomial> sum = Optional.of(new Polynomial(of(degree())));
    for (int power = degree() - 1; power >= 0; power--) {
      Polynomial constant = new Polynomial(of(power));
      sum = sum.flatMap(inner::times).map(product -> product.plus(constant));
    }
    return sum;
  }

  private static Polynomial trimmed(double... coefficients) {
    int length = coefficients.length;
    while (length > 1 && coefficients[length - 1] == 0) {
      length--;
    }
    double[] trimmed = new double[length];
    System.arraycopy(coefficients, 0, trimmed, 0, length);
    return new Polynomial(trimmed);
  }

  /** Whether all coefficients are those of another one up to rounding. */
  boolean isCloseTo(Polynomial other, double tolerance) {
    double largest = 0;
    double difference = 0;
    for (int power = 0; power < MOST; power++) {
      largest = Math.max(largest, Math.abs(other.of(power)));
      difference = Math.max(difference, Math.abs(of(power) - other.of(power)));
    }
    return difference <= tolerance * largest;
  }
}
