package org.qusecnets.sweep.network;

import java.util.function.Consumer;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/** Stand-in. */
public final class SubstituteTrainer {
  private SubstituteTrainer() {}

  public static TrainedModel train(
      SubstituteOptions options,
      ImageSet holdOut,
      Classifier target,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    return Trainer.train(options.recipe(), holdOut, weightSeed, shuffleSeed, progress);
  }
}
