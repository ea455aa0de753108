/**
 * Error resilience: how much random noise in its input a network tolerates, and how many levels of
 * constant quantization that and an epsilon speak for (QuSecNets, step 1 of Fig. 2).
 *
 * <p>{@link org.qusecnets.sweep.resilience.NoiseInjection} measures a network's accuracy on noisy
 * images, {@link org.qusecnets.sweep.resilience.ResilienceCurve} fits it over the strength of the
 * noise and reads off the Maximum Tolerable Noise, {@link
 * org.qusecnets.sweep.resilience.GreyValues} knows what quantization does to the images' values,
 * and {@link org.qusecnets.sweep.resilience.LevelAdvice} draws the conclusion.
 *
 * <p>The paper names error resilience, the Maximum Tolerable Noise and epsilon as what n is chosen
 * from, but gives no rule. The two rules here are ours: thresholds farther apart than twice
 * epsilon, and a quantization error no larger than the noise that is tolerated.
 *
 * <p>{@link org.qusecnets.sweep.resilience.NoiseInjection} is where to start reading. This package
 * may use {@code evaluation}, {@code recipe}, {@code dataset} and {@code options}.
 */
package org.qusecnets.sweep.resilience;
