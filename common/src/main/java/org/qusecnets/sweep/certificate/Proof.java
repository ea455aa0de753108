package org.qusecnets.sweep.certificate;

/**
 * What a certificate says of an image at one epsilon.
 *
 * @param epsilon bound of the perturbation in the certificate's norm
 * @param status what is known
 * @param margin a number that the label's logit is ahead by, whatever the perturbation, of every
 *     other class; not a number where none was worked out
 * @param undecidedValues how many values that the network takes can differ by more than rounding
 * @param unstableRectifiers how many rectifiers are neither constant nor the identity
 */
public record Proof(
    double epsilon, Status status, double margin, int undecidedValues, int unstableRectifiers) {
  static Proof without(double epsilon, Status status) {
    return new Proof(epsilon, status, Double.NaN, 0, 0);
  }
}
