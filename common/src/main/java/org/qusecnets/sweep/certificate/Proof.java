package org.qusecnets.sweep.certificate;

/**
 * What a certificate says of an image at one epsilon.
 *
 * @param epsilon bound of the perturbation in the certificate's norm
 * @param status what is known
 * @param margin a number that the label's logit is ahead by, whatever the perturbation, of every
 *     other class; not a number where none was worked out
 * @param radius the largest perturbation that is proven, in the certificate's norm, of methods that
 *     find one; not a number otherwise
 * @param undecidedValues how many values that the network takes can differ by more than rounding
 * @param unstableRectifiers how many rectifiers are neither constant nor the identity
 */
public record Proof(
    double epsilon,
    Status status,
    double margin,
    double radius,
    int undecidedValues,
    int unstableRectifiers) {
  static Proof without(double epsilon, Status status) {
    return ofRadius(epsilon, status, Double.NaN);
  }

  static Proof ofRadius(double epsilon, Status status, double radius) {
    return new Proof(epsilon, status, Double.NaN, radius, 0, 0);
  }
}
