package org.example.sweep;

import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.DefensePlugin;
import org.qusecnets.sweep.options.Declaration;

/** Adds the defense {@code gaussian-blur}. */
public final class GaussianBlurPlugin implements DefensePlugin {
  @Override
  public String type() {
    return GaussianBlur.TYPE;
  }

  @Override
  public Declaration<? extends Defense> declaration() {
    return Declaration.of(GaussianBlur.class)
        .described(
            "Gaussian blur: each value becomes a weighted mean of those around it.",
            "Szeliski 2011, Section 3.2");
  }
}
