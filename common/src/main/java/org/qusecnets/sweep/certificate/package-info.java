/**
 * Certificates: proofs that no perturbation within epsilon changes a prediction, a lower bound of
 * what attacks bound from above.
 *
 * <p><b>What is proven.</b> What stands in front of a network and never makes a value smaller where
 * pixels become larger turns an L-infinity ball into a box of what the network takes, whose ends it
 * makes of the ball's ends ({@link org.qusecnets.sweep.certificate.CertifiedModel}). Of an
 * element-wise quantization layer the box is exact, and values far from a threshold do not move in
 * it. The network is bounded over the box ({@link org.qusecnets.sweep.certificate.bound}).
 *
 * <p><b>The claim</b> is one about the real-valued network with the model's float32 weights: the
 * bounds are computed in double precision and widened by what rounding can do to them. Float32
 * arithmetic, which the model is scored with, gives logits that differ a little from the real ones;
 * a certificate whose margin is not above that difference says nothing about them. The ball is the
 * one in which an attack's success counts, with its tolerance for rounding.
 *
 * <p><b>Statuses.</b> A bound that is not above 0, or is no number, leaves an image unknown, unless
 * an image was found that is classified otherwise. The first epsilon that is not proven ends the
 * search for bounds, since larger boxes hold the smaller one; {@code branch-and-bound} goes on,
 * because it may find what breaks.
 *
 * <p>{@link org.qusecnets.sweep.certificate.Certificate} is where to start reading. This package
 * may use {@code certificate.bound}, {@code evaluation}, of which it takes the box of outputs,
 * {@code attack.norm}, {@code network}, {@code recipe}, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.certificate;
