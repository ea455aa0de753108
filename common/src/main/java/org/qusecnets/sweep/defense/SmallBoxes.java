package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.defense.AdversarialTraining.Method;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.BoxCentres;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

/** Boxes around what projected gradient descent finds, each within the large one. */
record SmallBoxes(
    @Option(
            says = "Width of the small boxes as a share of the large one's.",
            otherwise = "0.6",
            above = 0,
            below = 1)
        double share,
    @Option(
            says = "Gradient steps to where a small box lies.",
            otherwise = "8",
            from = 1,
            to = 100_000)
        int iterations,
    @Option(
            says = "Size of a step as a share of how far a small box can lie from the image.",
            otherwise = "1/4",
            above = 0,
            to = 1)
        double stepSize)
    implements BoxCentres {
  SmallBoxes {
    Ranges.check(SmallBoxes.class, share, iterations, stepSize);
  }

  @Override
  public int gradients() {
    return iterations;
  }

  @Override
  public float[] find(
      Classifier network, float[] images, int[] labels, long[] seeds, double radius) {
    return new AdversarialTraining(Method.PGD, iterations, stepSize, radius, Original.REPLACED)
        .augment(network, images, labels, seeds);
  }
}
