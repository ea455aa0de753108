package org.qusecnets.sweep.grid;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputLayers;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * What becomes of the way that an attack's gradients are to go once the defense is known, and what
 * that is called.
 *
 * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018</a> and <a
 *     href="https://arxiv.org/abs/2002.08347">Tramer, Carlini, Brendel, Madry 2020</a>, for the
 *     attacks that are right for each defense
 */
final class Adaptation {
  private static final String NOT_NEEDED = "not-needed";
  private static final String NOT_ADAPTED = "not-adapted";

  /** What it detects is not adversarial to the attack. */
  private static final String DETECTOR = "detector";

  /** A part whose factors are drawn; what is right for it is to average over draws. */
  private static final String PRUNING = "pruning";

  /** Any shape: whether a part of a defense keeps it does not depend on it. */
  private static final ImageShape IMAGE = new ImageShape(1, 28, 28);

  /** Ways that others are called by where they are the same. */
  private static final List<GradientWay> SIMPLER =
      List.of(GradientWay.EXACT, GradientWay.smoothed(GradientWay.DEFAULT_Z));

  private Adaptation() {}

  /** The way that is taken; the exact one wherever the other would be the same. */
  static GradientWay resolved(GradientWay asked, Attack attack, ModelRecipe recipe) {
    GradientWay way = asked.path() == GradientPath.ADAPTED ? right(attack, recipe) : asked;
    if (way.path() == GradientPath.ADAPTED && recipe.detecting().isPresent()) {
      return way;
    }
    Map<String, String> through = recipe.gradients(way, IMAGE);
    return SIMPLER.stream()
        .filter(other -> recipe.gradients(other, IMAGE).equals(through))
        .findFirst()
        .orElse(way);
  }

  /**
   * The way that is right for the defense and the attack. In L-infinity what an image can become
   * behind element-wise stages is a box; in the other norms, where other parts come first, and
   * where a detector looks at the pixels, gradients go back by what is right for each part. Behind
   * steep ones the nearest image in L2 is a matter of which outputs change, and at what cost.
   */
  private static GradientWay right(Attack attack, ModelRecipe recipe) {
    if (recipe.detecting().isPresent()) {
      return GradientWay.ADAPTED;
    }
    boolean boxed =
        attack.norm() == Norm.LINF
            && attack.access() != Access.LABELS
            && attack.obstacleToBox().isEmpty()
            && !needsGradients(attack, recipe);
    if (boxed && !recipe.input().front().isEmpty()) {
      return GradientWay.BOX;
    }
    boolean steep =
        recipe.input().front().stream()
            .anyMatch(stage -> stage.isSmoothedBy(GradientWay.DEFAULT_Z));
    if (steep && goesOnAmongOutputs(attack) && !recipe.isRandom()) {
      return GradientWay.OUTPUTS;
    }
    return attack.access() == Access.GRADIENTS ? GradientWay.ADAPTED : GradientWay.EXACT;
  }

  /** Whether an attack finds something that can be brought nearer among outputs. */
  static boolean goesOnAmongOutputs(Attack attack) {
    return attack.norm() == Norm.L2 && attack.access() == Access.GRADIENTS && attack.findsNearest();
  }

  /** Whether a search in the box would take gradients that the attack does not have. */
  static boolean needsGradients(Attack attack, ModelRecipe recipe) {
    return attack.access() != Access.GRADIENTS && recipe.input().frontMap() == ValueMap.STEPS;
  }

  /** What an attack does about a defense, in certain circumstances. */
  static String words(Threat threat, Attack attack, ModelRecipe recipe) {
    Map<String, String> through = recipe.gradients(threat.way(), IMAGE);
    if (through.isEmpty() && recipe.detecting().isEmpty()) {
      // Attacks take logits, which no temperature saturates.
      return recipe.trainingDefenses().distilled().isPresent() ? "logits" : NOT_NEEDED;
    }
    boolean evades = threat.gradient() == GradientPath.ADAPTED;
    if (!threat.model().seesDefense() || (recipe.detecting().isPresent() && !evades)) {
      return NOT_ADAPTED;
    }
    if (recipe.isRandom() && !attack.isForRandomModels()) {
      return NOT_ADAPTED;
    }
    Set<String> words = new LinkedHashSet<>();
    if (recipe.detecting().isPresent()) {
      words.add(DETECTOR);
    }
    if (attack.access() != Access.GRADIENTS && threat.gradient() != GradientPath.BOX) {
      words.add("gradient-free");
      return String.join(" + ", words);
    }
    through.forEach(
        (part, how) -> {
          if (part.equals(ModelRecipe.ACTIVATION)) {
            if (threat.gradient().passes()) {
              words.add(Options.nameOf(GradientPath.STRAIGHT_THROUGH));
            }
          } else if (!part.equals(PRUNING)) {
            words.addAll(words(how, recipe));
          }
        });
    if (recipe.isRandom()) {
      words.add(threat.eotSamples() > 1 ? "eot" : NOT_ADAPTED);
    }
    if (attack.access() == Access.GRADIENTS && hidesGradients(threat, recipe)) {
      return NOT_ADAPTED;
    }
    return words.contains(NOT_ADAPTED) ? NOT_ADAPTED : String.join(" + ", words);
  }

  /** Whether the derivative of a part that saturates is taken as it is. */
  private static boolean hidesGradients(Threat threat, ModelRecipe recipe) {
    boolean layer =
        recipe.quantizationLayer().stream()
            .anyMatch(
                stage ->
                    stage.isSmoothedBy(GradientWay.DEFAULT_Z)
                        && threat.gradient() != GradientPath.STRAIGHT_THROUGH
                        && !stage.isSmoothed(threat.way().behindFront())
                        && !(threat.gradient() == GradientPath.BOX
                            && recipe.input().front().contains(stage)));
    return layer
        || (!recipe.hidden().activation().equals(ActivationOptions.rectified())
            && !threat.gradient().passes());
  }

  private static List<String> words(String how, ModelRecipe recipe) {
    if (how.equals(Options.nameOf(GradientPath.BOX))) {
      return recipe.input().frontMap() == ValueMap.STEPS ? List.of(how, "levels") : List.of(how);
    }
    if (how.endsWith(InputLayers.THEN_AMONG_OUTPUTS)) {
      int end = how.length() - InputLayers.THEN_AMONG_OUTPUTS.length();
      return List.of(
          words(how.substring(0, end), recipe).get(0), Options.nameOf(GradientPath.OUTPUTS));
    }
    return List.of(how.startsWith("sigmoids") ? Options.nameOf(GradientPath.SMOOTHED) : how);
  }
}
