package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.evaluation.AttackProtocol;
import org.qusecnets.sweep.evaluation.AttackerView;
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
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.ValueMap;

/** The circumstances of an attack. */
public record Threat(
    @Option(
            says =
                "What the attacker knows; of attacks without gradients it is query, which is their"
                    + " default.",
            key = Threat.MODEL,
            otherwise = "white-box")
        ThreatModel model,
    @Option(
            says =
                "How gradients go through the defense of the attacked model; exact where they are"
                    + " another model's.",
            otherwise = "exact")
        GradientPath gradient,
    @Option(
            says = "The steepness z of the sigmoids whose derivative stands in for a quantizer's.",
            otherwise = "" + GradientWay.DEFAULT_Z,
            above = 0,
            to = 10_000,
            where = "gradient = smoothed",
            absent = "0",
            source = "Athalye, Carlini, Wagner 2018, Section 4.1")
        double smoothedZ,
    @Option(
            says =
                "Of a transfer: the network of the undefended model that images are made on; by default"
                    + " the attacked model's.",
            key = Threat.SOURCE_NETWORK,
            optional = true)
        String sourceNetwork,
    @Option(
            says =
                "Of a model that draws random numbers: how many draws the attacker's gradients and"
                    + " predictions are means of (expectation over transformation).",
            otherwise = "10",
            cases = {
              @Otherwise(where = "threat-model = transfer", value = "1"),
              @Otherwise(where = "threat-model = black-box", value = "1")
            },
            from = 1,
            to = 1000)
        int eotSamples,
    @Option(says = "What becomes of clean images that the model gets wrong.", otherwise = "skip")
        Misclassified misclassified,
    @Option(
            says = "The classes that untargeted attacks lead away from.",
            otherwise = "true-label",
            cases = {
              @Otherwise(where = "threat-model = transfer", value = "predicted-label"),
              @Otherwise(where = "threat-model = black-box", value = "predicted-label")
            })
        ReferenceLabels labels)
    implements Declared, Serializable {
  /** The options of an attack's circumstances, beside its own. */
  public static final Declaration<Threat> DECLARATION = Declaration.of(Threat.class);

  static final String MODEL = "threat-model";
  static final String GRADIENT = "gradient";

  /** The key of the network that a transfer comes from. */
  public static final String SOURCE_NETWORK = "source-network";

  private static final String EOT_SAMPLES = "eot-samples";

  /** Ways that attacks without gradients have no use for. */
  private static final Set<GradientPath> OF_GRADIENTS =
      Set.of(GradientPath.STRAIGHT_THROUGH, GradientPath.SMOOTHED, GradientPath.OUTPUTS);

  /** Checks that a path of gradients has something to go through. */
  public Threat {
    Ranges.check(
        Threat.class, model, gradient, smoothedZ, sourceNetwork, eotSamples, misclassified, labels);
    if (sourceNetwork != null && model != ThreatModel.TRANSFER) {
      throw new InvalidOption(
          SOURCE_NETWORK,
          "is for transfers; leave it out where threat-model is " + Options.nameOf(model),
          sourceNetwork);
    }
    if (!model.seesDefense() && gradient != GradientPath.EXACT) {
      throw new InvalidOption(
          GRADIENT,
          "must be exact where threat-model is " + Options.nameOf(model),
          Options.nameOf(gradient));
    }
    if (!model.seesDefense() && eotSamples != 1) {
      throw new InvalidOption(
          EOT_SAMPLES, "must be 1 where threat-model is " + Options.nameOf(model), eotSamples);
    }
  }

  /** The options of the circumstances of this attack, with the threat model that it has. */
  public static Declaration<Threat> declaration(Attack attack) {
    return attack.access() == Access.GRADIENTS
        ? DECLARATION
        : DECLARATION.otherwise(MODEL, Options.nameOf(ThreatModel.QUERY));
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
    boolean byQueries = attack.access() != Access.GRADIENTS;
    if (byQueries && model != ThreatModel.QUERY) {
      throw new InvalidOption(
          MODEL, "must be query for an attack without gradients", Options.nameOf(model));
    }
    if (!byQueries && model == ThreatModel.QUERY) {
      throw new InvalidOption(
          MODEL,
          "must be one of white-box, transfer, black-box for an attack with gradients",
          Options.nameOf(model));
    }
    if (byQueries && OF_GRADIENTS.contains(gradient)) {
      throw new InvalidOption(
          GRADIENT, "must be exact for an attack without gradients", Options.nameOf(gradient));
    }
    if (gradient == GradientPath.BOX && attack.access() == Access.LABELS) {
      throw new InvalidOption(
          GRADIENT,
          "must be exact for an attack that asks for labels only, which has no use for outputs of a layer",
          Options.nameOf(gradient));
    }
    if (gradient == GradientPath.BOX && attack.norm() != Norm.LINF) {
      throw new InvalidOption(
          GRADIENT,
          "must not be box where the norm is "
              + Options.nameOf(attack.norm())
              + ", whose ball is not a box; take straight-through, smoothed or adapted");
    }
    if (gradient == GradientPath.BOX && attack.obstacleToBox().isPresent()) {
      throw new InvalidOption(
          GRADIENT,
          "must not be box where "
              + attack.obstacleToBox().orElseThrow()
              + ", which is of pixels and not of what a layer makes of them; take smoothed or adapted");
    }
    if (gradient == GradientPath.OUTPUTS && !Adaptation.goesOnAmongOutputs(attack)) {
      throw new InvalidOption(
          GRADIENT,
          "must not be outputs for an attack that does not look for the nearest adversarial image in"
              + " L2; take straight-through, smoothed or adapted",
          Options.nameOf(gradient));
    }
    if (!model.seesDefense()) {
      attack.checkTransfer();
    }
  }

  /**
   * Checks that gradients of an attack can go this way through a model's defense.
   *
   * @throws InvalidOption if they cannot
   */
  public void check(Attack attack, ModelRecipe recipe) {
    List<InputStage> stages = recipe.input().stages();
    boolean amongOutputs = gradient == GradientPath.BOX || gradient == GradientPath.OUTPUTS;
    if (amongOutputs && !stages.isEmpty() && recipe.input().front().isEmpty()) {
      throw new InvalidOption(
          GRADIENT,
          "must not be "
              + Options.nameOf(gradient)
              + " where an image meets "
              + stages.get(0).type()
              + " first, which mixes pixels, so that what it can become is not a box;"
              + " take adapted, or leave the defense out");
    }
    if (gradient == GradientPath.BOX && Adaptation.needsGradients(attack, recipe)) {
      throw new InvalidOption(
          GRADIENT,
          "must not be box for an attack without gradients where a layer has steps, among which"
              + " gradients help to choose; take exact or adapted");
    }
  }

  /**
   * The same circumstances for a model: the way that is taken where several would be the same or
   * the right one was asked for, a single draw where the attack sees nothing drawn, and no name of
   * the network of a source, which the source itself says.
   */
  public Threat against(Attack attack, ModelRecipe recipe) {
    boolean random = model.seesDefense() && recipe.isRandom();
    GradientWay own =
        model.seesDefense() ? Adaptation.resolved(way(), attack, recipe) : GradientWay.EXACT;
    double z = own.path() == GradientPath.SMOOTHED ? own.smoothedZ() : 0;
    return new Threat(model, own.path(), z, null, random ? eotSamples : 1, misclassified, labels);
  }

  /**
   * How an attack in these circumstances is adapted to a model's defense, in a word or two, such as
   * {@code box}, {@code exact + eot} or {@code gradient-free}; {@code not-needed} where the defense
   * leaves nothing that an attack would have to know, {@code not-adapted} where the attack takes no
   * account of some part that may hide gradients.
   */
  public String adaptation(Attack attack, ModelRecipe recipe) {
    return Adaptation.words(against(attack, recipe), attack, recipe);
  }

  /**
   * About what an attack on a model asks for in these circumstances, as of {@link
   * Attack#queryBudget}: in a box each epsilon is a search of its own, with one among levels where
   * there are levels; beside a detector each question is one about all squeezed forms as well, and
   * each gradient a prediction besides.
   */
  public QueryBudget queryBudget(
      Attack attack, ModelRecipe recipe, ImageShape shape, int classes, int epsilons) {
    QueryBudget plain = attack.queryBudget(shape, classes, epsilons);
    if (gradient == GradientPath.BOX) {
      QueryBudget one = attack.queryBudget(shape, classes, 1);
      QueryBudget levels =
          recipe.input().frontMap() == ValueMap.STEPS ? AttackerView.LEVELS : new QueryBudget(0, 0);
      return new QueryBudget(
          epsilons * (one.gradients() + levels.gradients()),
          epsilons * (one.inferences() + 1 + levels.inferences()));
    }
    if (gradient == GradientPath.OUTPUTS) {
      return new QueryBudget(
          plain.gradients() + AttackerView.OUTPUTS.gradients(),
          plain.inferences() + AttackerView.OUTPUTS.inferences());
    }
    if (gradient == GradientPath.ADAPTED && recipe.detecting().isPresent()) {
      int forms = 1 + recipe.detecting().orElseThrow().squeezers().size();
      return new QueryBudget(
          forms * plain.gradients(), forms * (plain.inferences() + plain.gradients()));
    }
    return plain;
  }

  /**
   * The name of the way of gradients, with the steepness of sigmoids if it is not the usual one.
   */
  public String gradientName() {
    String name = Options.nameOf(gradient);
    return gradient == GradientPath.SMOOTHED && smoothedZ != GradientWay.DEFAULT_Z
        ? name + "-" + BigDecimal.valueOf(smoothedZ).stripTrailingZeros().toPlainString()
        : name;
  }

  /** How gradients go through the defense, with all that belongs to it. */
  public GradientWay way() {
    return switch (gradient) {
      case ADAPTED -> GradientWay.ADAPTED;
      case OUTPUTS -> GradientWay.OUTPUTS;
      default -> new GradientWay(gradient, smoothedZ);
    };
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
