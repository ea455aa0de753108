package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.evaluation.Conduct;
import org.qusecnets.sweep.evaluation.GuideLabels;
import org.qusecnets.sweep.evaluation.Misclassified;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * The circumstances of an attack.
 *
 * @param model what the attacker knows
 * @param gradient how gradients go through the defense of the attacked model; exact where they are
 *     another model's
 * @param draws of a model that draws random numbers: how many draws the attacker's gradients and
 *     predictions are means of (expectation over transformation), at least 1; 1 where the attacker
 *     sees another model, which draws none
 * @param misclassified what becomes of clean images that the model gets wrong
 * @param labels the classes that untargeted attacks lead away from; white-box the true ones unless
 *     said otherwise, else those that the other model predicts
 */
public record Threat(
    ThreatModel model,
    GradientPath gradient,
    int draws,
    Misclassified misclassified,
    GuideLabels labels)
    implements Serializable {
  static final String MODEL = "threat-model";
  static final String GRADIENT = "gradient";
  private static final String DRAWS = "defense-draws";
  private static final int DEFAULT_DRAWS = 10;
  private static final int MOST_DRAWS = 1000;
  private static final String MISCLASSIFIED = "misclassified";
  private static final String LABELS = "labels";

  /** Checks that a path of gradients has something to go through. */
  public Threat {
    if (model != ThreatModel.WHITE_BOX && gradient != GradientPath.EXACT) {
      throw new InvalidOption(
          GRADIENT,
          "must be exact where threat-model is " + Options.nameOf(model),
          Options.nameOf(gradient));
    }
    if (draws < 1 || draws > MOST_DRAWS) {
      throw new InvalidOption(DRAWS, "must be from 1 to " + MOST_DRAWS, draws);
    }
    if (model != ThreatModel.WHITE_BOX && draws != 1) {
      throw new InvalidOption(
          DRAWS, "must be 1 where threat-model is " + Options.nameOf(model), draws);
    }
  }

  /** White-box with exact gradients; what the model gets wrong is not attacked. */
  public static Threat whiteBox() {
    Conduct standard = Conduct.standard();
    return new Threat(
        ThreatModel.WHITE_BOX,
        GradientPath.EXACT,
        DEFAULT_DRAWS,
        standard.misclassified(),
        standard.labels());
  }

  /** Reads what an entry of the configuration says of them. */
  public static Threat read(Options options, Attack attack) {
    Threat defaults = whiteBox();
    ThreatModel model = options.choice(MODEL, defaults.model);
    Threat threat =
        new Threat(
            model,
            options.choice(GRADIENT, defaults.gradient),
            options.integer(DRAWS, model == ThreatModel.WHITE_BOX ? defaults.draws : 1),
            options.choice(MISCLASSIFIED, defaults.misclassified),
            options.choice(
                LABELS, model == ThreatModel.WHITE_BOX ? defaults.labels : GuideLabels.PREDICTED));
    threat.check(attack);
    return threat;
  }

  private void check(Attack attack) {
    if (attack.access() != Access.GRADIENTS && model != ThreatModel.WHITE_BOX) {
      throw new InvalidOption(
          MODEL, "must be white-box for an attack without gradients", Options.nameOf(model));
    }
    if (attack.access() != Access.GRADIENTS && gradient != GradientPath.EXACT) {
      throw new InvalidOption(
          GRADIENT, "must be exact for an attack without gradients", Options.nameOf(gradient));
    }
    if (model != ThreatModel.WHITE_BOX) {
      attack.checkTransfer();
    }
  }

  /** The same circumstances for a model: a single draw where the attack sees nothing drawn. */
  Threat against(ModelRecipe recipe) {
    boolean random = model == ThreatModel.WHITE_BOX && recipe.isRandom();
    return random ? this : new Threat(model, gradient, 1, misclassified, labels);
  }

  /** How images are given to the attack. */
  public Conduct conduct() {
    return new Conduct(misclassified, labels);
  }

  /** What ids are made of: a single draw, as of all that is not random, is left out. */
  Map<String, Object> content() {
    Map<String, Object> content = parameters();
    content.remove(DRAWS, 1);
    return content;
  }

  /** All parameters by their configuration keys. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put(MODEL, Options.nameOf(model));
    parameters.put(GRADIENT, Options.nameOf(gradient));
    parameters.put(DRAWS, draws);
    parameters.put(MISCLASSIFIED, Options.nameOf(misclassified));
    parameters.put(LABELS, Options.nameOf(labels));
    return parameters;
  }
}
