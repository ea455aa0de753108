package org.qusecnets.sweep.jobs.store;

import java.io.Serializable;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;

/**
 * A trained model in the store.
 *
 * @param specification what it is
 * @param sha256 SHA-256 of its archive
 */
public record ModelReference(ModelSpecification specification, String sha256)
    implements Serializable {
  public String id() {
    return specification.id();
  }

  /** A model for people. */
  public static String describe(ModelSpecification model) {
    return model.defense().type()
        + " "
        + Fingerprint.canonical(model.defense().parameters())
        + " of "
        + model.network()
        + " on "
        + model.dataset().name()
        + ", seed "
        + model.seed();
  }
}
