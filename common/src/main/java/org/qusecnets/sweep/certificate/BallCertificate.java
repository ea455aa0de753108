package org.qusecnets.sweep.certificate;

import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** A certificate of the box that a layer in front of the network makes of an L-infinity ball. */
interface BallCertificate extends Certificate {
  @Override
  default Norm norm() {
    return Norm.LINF;
  }

  @Override
  default Optional<String> obstacle(ModelRecipe recipe) {
    return CertifiedModel.obstacle(recipe);
  }
}
