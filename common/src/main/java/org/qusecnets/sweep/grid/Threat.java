package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.evaluation.AttackProtocol;
import org.qusecnets.sweep.evaluation.Misclassified;
import org.qusecnets.sweep.evaluation.ReferenceLabels;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Otherwise;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** The circumstances of an attack. */
public record Threat(
    @Option(says = "What the attacker knows.", key = Threat.MODEL, otherwise = "white-box")
        ThreatModel model,
    @Option(
            says =
                "How gradients go through the defense of the attacked model; exact where they are"
                    + " another model's.",
            otherwise = "exact")
        GradientPath gradient,
    @Option(
            says =
                "Of a model that draws random numbers: how many draws the attacker's gradients and"
                    + " predictions are means of (expectation over transformation).",
            otherwise = "10",
            cases = @Otherwise(where = "threat-model != white-box", value = "1"),
            from = 1,
            to = 1000)
        int eotSamples,
    @Option(says = "What becomes of clean images that the model gets wrong.", otherwise = "skip")
        Misclassified misclassified,
    @Option(
            says = "The classes that untargeted attacks lead away from.",
            otherwise = "true-label",
            cases = @Otherwise(where = "threat-model != white-box", value = "predicted-label"))
        ReferenceLabels labels)
    implements Declared, Serializable {
  /** The options of an attack's circumstances, beside its own. */
  public static final Declaration<Threat> DECLARATION = Declaration.of(Threat.class);

  static final String MODEL = "threat-model";
  static final String GRADIENT = "gradient";
  private static final String EOT_SAMPLES = "eot-samples";

  /** Checks that a path of gradients has something to go through. */
  public Threat {
    Ranges.check(Threat.class, model, gradient, eotSamples, misclassified, labels);
    if (model != ThreatModel.WHITE_BOX && gradient != GradientPath.EXACT) {
      throw new InvalidOption(
          GRADIENT,
          "must be exact where threat-model is " + Options.nameOf(model),
          Options.nameOf(gradient));
    }
    if (model != ThreatModel.WHITE_BOX && eotSamples != 1) {
      throw new InvalidOption(
          EOT_SAMPLES, "must be 1 where threat-model is " + Options.nameOf(model), eotSamples);
    }
  }

  /** White-box with exact gradients; what the model gets wrong is not attacked. */
  public static Threat whiteBox() {
    return DECLARATION.defaults();
  }

  /**
   * Checks that an attack can be in these circumstances.
   *
   * @throws InvalidOption if it cannot
   */
  public void check(Attack attack) {
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

  /**
   * How an attack is adapted to the defense of a model, in a word or several: {@code not-adapted}
   * where it treats the model as if there were none.
   */
  public String adaptation(Attack attack, ModelRecipe recipe) {
    List<String> ways = new ArrayList<>();
    if (gradient != GradientPath.EXACT && attack.access() == Access.GRADIENTS) {
      ways.add(Options.nameOf(gradient));
    }
    if (model == ThreatModel.WHITE_BOX && recipe.isRandom() && eotSamples > 1) {
      ways.add("eot");
    }
    return ways.isEmpty() ? "not-adapted" : String.join(" + ", ways);
  }

  /** The same circumstances for a model: a single draw where the attack sees nothing drawn. */
  Threat against(ModelRecipe recipe) {
    boolean random = model == ThreatModel.WHITE_BOX && recipe.isRandom();
    return random ? this : new Threat(model, gradient, 1, misclassified, labels);
  }

  /** How images are given to the attack. */
  public AttackProtocol protocol() {
    return new AttackProtocol(misclassified, labels);
  }

  /** What ids are made of: a single draw, as of all that is not random, is left out. */
  Map<String, Object> content() {
    Map<String, Object> content = inOrder();
    content.remove(EOT_SAMPLES, 1);
    return content;
  }
}
