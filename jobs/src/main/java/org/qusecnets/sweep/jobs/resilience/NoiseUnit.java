package org.qusecnets.sweep.jobs.resilience;

import java.io.Serializable;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Seeds;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.resilience.Noise;

/**
 * The work of one noise task.
 *
 * @param model the model that sees the noisy images
 * @param noise kind of the noise
 * @param strength its strength
 * @param draws how often each image gets noise
 */
record NoiseUnit(ModelSpecification model, Noise noise, double strength, int draws)
    implements Serializable {
  private static final String PURPOSE = "resilience";

  /** The unit without noise. */
  static NoiseUnit clean(ModelSpecification model) {
    return new NoiseUnit(model, Noise.UNIFORM, 0, 1);
  }

  /** Seed of the draws of images behind intervals: the same likewise. */
  static long imagesSeed(ModelSpecification model) {
    return Seeds.derive(model.seed(), PURPOSE, model.dataset().name());
  }

  /** Seed of one image's noise: the same for every model of the sweep's seed. */
  long seed(int image, int draw) {
    return Seeds.derive(
        model.seed(),
        PURPOSE,
        model.dataset().name(),
        image,
        Options.nameOf(noise),
        Fingerprint.canonical(strength),
        draw);
  }
}
