package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.config.Configurations;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.evaluation.AttackerView;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** Ways of gradients once the defense is known. */
class AdaptationTest {
  private static final Attack NEAREST = Attacks.read("ddn", Options.of(Map.of()));
  private static final Attack LINF = Attacks.read("apgd", Options.of(Map.of()));
  private static final Attack L2 = Attacks.read("ddn", Options.of(Map.of()));

  @TempDir Path folder;

  private static ModelRecipe recipe(Defense... parts) {
    return Defenses.inOrder(List.of(parts))
        .protect(ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults()));
  }

  private static Defense defense(String type, Map<String, Object> options) {
    return Defenses.read(type, Options.of(options));
  }

  private static Threat asked(String gradient) {
    return Threat.DECLARATION.read(Options.of(Map.of("gradient", gradient)));
  }

  @Test
  void waysThatAreTheSameAreOneCellAndOneUnit() {
    Grid grid =
        Grid.of(
            Configurations.read(
                Configurations.write(
                    folder,
                    "sweep.conf",
                    Configurations.SMALL
                        + """
                        defenses = [
                          { type = none }, { type = cq, levels = 2 }
                          { type = hard-quantization, levels = 2 }
                        ]
                        attacks = [{
                          type = fgsm, epsilons = [0.1]
                          gradient = [exact, straight-through, smoothed, box, adapted]
                        }]
                        """)));

    assertThat(grid.cells())
        .extracting(
            cell -> cell.model().defense().type() + " " + Options.nameOf(cell.threat().gradient()))
        .containsExactly(
            "none exact",
            "cq exact",
            "cq straight-through",
            "cq smoothed",
            "cq box",
            "hard-quantization exact",
            "hard-quantization smoothed",
            "hard-quantization box");
    int chunks = grid.units().get(0).dataset().testImages() / 500;
    assertThat(grid.units()).hasSize(8 * chunks);
  }

  /** Gentler sigmoids that are steeper than the layer's own would smooth nothing. */
  @Test
  void whatIsGentleIsNotSmoothed() {
    ModelRecipe gentle = recipe(defense("tq", Map.of("levels", 2, "z", 5.0)));

    assertThat(asked("smoothed").against(L2, gentle)).isEqualTo(asked("exact").against(L2, gentle));
    assertThat(asked("adapted").adaptation(L2, gentle)).isEqualTo("exact");
  }

  /** A box has neither the grey levels of pixels nor their range. */
  @Test
  void optionsInUnitsOfPixelsKeepAnAttackOutOfTheBox() {
    ModelRecipe steep = recipe(defense("cq", Map.of("levels", 2)));
    Attack grey = Attacks.read("fmn", Options.of(Map.of("norm", "linf", "end", "grey-levels")));
    Attack inPixels =
        Attacks.read("bim", Options.of(Map.of("step-unit", "pixel-range", "step-size", 0.01)));

    assertThat(List.of(grey, inPixels))
        .allSatisfy(
            attack -> assertThat(asked("adapted").adaptation(attack, steep)).isEqualTo("smoothed"));
    assertThat(asked("adapted").adaptation(LINF, steep)).isEqualTo("box");
  }

  @ParameterizedTest
  @CsvSource({
    "cq, box, smoothed + outputs",
    "hard-quantization, box + levels, smoothed + outputs",
    "bit-depth, box + levels, smoothed + outputs",
    "median-filter, exact, exact",
    "jpeg, straight-through, straight-through",
    "resize-and-pad, exact + eot, not-adapted",
    "thermometer, ramps-two-levels-wide, ramps-two-levels-wide",
    "stochastic-activation-pruning, eot, not-adapted",
    "bounded-relu, not-adapted, not-adapted",
    "feature-squeezing, detector, detector",
    "defensive-distillation, logits, logits",
    "gaussian-augmentation, not-needed, not-needed",
    "none, not-needed, not-needed",
  })
  void theRightWayIsTaken(String type, String inLinf, String inL2) {
    Map<String, Map<String, Object>> needed =
        Map.of(
            "cq", Map.of("levels", 2),
            "hard-quantization", Map.of("levels", 2),
            "bit-depth", Map.of("bits", 1),
            "feature-squeezing", Map.of("bits", 1),
            "gaussian-augmentation", Map.of("sigma", 0.3));
    ModelRecipe recipe = recipe(defense(type, needed.getOrDefault(type, Map.of())));

    assertThat(asked("adapted").adaptation(LINF, recipe)).isEqualTo(inLinf);
    assertThat(asked("adapted").adaptation(L2, recipe)).isEqualTo(inL2);
  }

  @Test
  void whoKnowsTheDetectorSaysSo() {
    ModelRecipe detecting =
        recipe(defense("cq", Map.of("levels", 2)), defense("feature-squeezing", Map.of("bits", 1)));
    Attack labels = Attacks.read("pointwise", Options.of(Map.of()));

    assertThat(asked("adapted").adaptation(L2, detecting)).isEqualTo("detector + smoothed");
    assertThat(asked("adapted").adaptation(LINF, detecting)).isEqualTo("detector + smoothed");
    assertThat(asked("adapted").adaptation(labels, detecting))
        .isEqualTo("detector + gradient-free");
    for (String gradient : List.of("exact", "straight-through", "smoothed", "box")) {
      assertThat(asked(gradient).adaptation(LINF, detecting)).isEqualTo("not-adapted");
    }
  }

  @Test
  void activationsThatSaturateCanBePassed() {
    ModelRecipe bounded =
        recipe(defense("cq", Map.of("levels", 2)), defense("bounded-relu", Map.of()));

    assertThat(asked("straight-through").adaptation(LINF, bounded)).isEqualTo("straight-through");
    assertThat(asked("adapted").adaptation(LINF, recipe(defense("bounded-relu", Map.of()))))
        .isEqualTo("not-adapted");
  }

  @Test
  void anotherSteepnessIsPartOfTheName() {
    Threat usual = asked("smoothed");
    Threat other =
        Threat.DECLARATION.read(Options.of(Map.of("gradient", "smoothed", "smoothed-z", 2.5)));

    assertThat(usual.gradientName()).isEqualTo("smoothed");
    assertThat(other.gradientName()).isEqualTo("smoothed-2.5");
    assertThat(asked("box").gradientName()).isEqualTo("box");
  }

  @Test
  void plansCountLevelsOutputsAndSqueezedForms() {
    ImageShape shape = new ImageShape(1, 28, 28);
    ModelRecipe hard = recipe(defense("hard-quantization", Map.of("levels", 2)));
    ModelRecipe quantized = recipe(defense("cq", Map.of("levels", 2)));
    ModelRecipe detecting = recipe(defense("feature-squeezing", Map.of("bits", 1)));
    Threat adapted = asked("adapted");
    QueryBudget plain = LINF.queryBudget(shape, 10, 3);

    QueryBudget box = adapted.against(LINF, quantized).queryBudget(LINF, quantized, shape, 10, 3);
    QueryBudget levels = adapted.against(LINF, hard).queryBudget(LINF, hard, shape, 10, 3);
    QueryBudget forms = adapted.against(LINF, detecting).queryBudget(LINF, detecting, shape, 10, 3);

    assertThat(levels.inferences())
        .isEqualTo(box.inferences() + 3 * AttackerView.LEVELS.inferences());
    assertThat(levels.gradients()).isEqualTo(box.gradients() + 3 * AttackerView.LEVELS.gradients());
    QueryBudget nearest = NEAREST.queryBudget(shape, 10, 3);
    QueryBudget outputs =
        adapted.against(NEAREST, quantized).queryBudget(NEAREST, quantized, shape, 10, 3);
    assertThat(outputs.gradients())
        .isEqualTo(nearest.gradients() + AttackerView.OUTPUTS.gradients());
    assertThat(outputs.inferences())
        .isEqualTo(nearest.inferences() + AttackerView.OUTPUTS.inferences());
    assertThat(forms.gradients()).isEqualTo(3 * plain.gradients());
    assertThat(forms.inferences()).isEqualTo(3 * (plain.inferences() + plain.gradients()));
  }

  @Test
  void theDerivativeOfAQuantizerIsNoAdaptation() {
    ModelRecipe quantized = recipe(defense("cq", Map.of("levels", 2)));
    ModelRecipe behindFilter =
        recipe(defense("median-filter", Map.of()), defense("cq", Map.of("levels", 2)));
    ModelRecipe beforeFilter =
        recipe(defense("cq", Map.of("levels", 2)), defense("median-filter", Map.of()));

    assertThat(asked("exact").adaptation(LINF, quantized)).isEqualTo("not-adapted");
    assertThat(asked("straight-through").adaptation(LINF, quantized)).isEqualTo("straight-through");
    assertThat(asked("adapted").adaptation(LINF, behindFilter)).isEqualTo("exact + smoothed");
    assertThat(asked("adapted").adaptation(LINF, beforeFilter)).isEqualTo("box + exact");
  }

  @Test
  void attacksWithoutGradientsSearchInTheBoxIfTheySeeScores() {
    ModelRecipe quantized = recipe(defense("cq", Map.of("levels", 2)));
    Attack scores = Attacks.read("square", Options.of(Map.of()));
    Attack labels = Attacks.read("pointwise", Options.of(Map.of()));

    assertThat(asked("adapted").adaptation(scores, quantized)).isEqualTo("box");
    assertThat(asked("exact").adaptation(scores, quantized)).isEqualTo("gradient-free");
    assertThat(asked("adapted").adaptation(labels, quantized)).isEqualTo("gradient-free");
  }

  /** They end at the border of a mean of draws, on both sides of which other draws fall. */
  @ParameterizedTest
  @CsvSource({
    "fgsm, exact + eot, eot",
    "bim, exact + eot, eot",
    "pgd, exact + eot, eot",
    "apgd, exact + eot, eot",
    "autoattack, exact + eot, eot",
    "ddn, not-adapted, not-adapted",
    "fmn, not-adapted, not-adapted",
    "fab, not-adapted, not-adapted",
    "cw, not-adapted, not-adapted",
    "deepfool, not-adapted, not-adapted",
    "jsma, not-adapted, not-adapted",
    "boundary, not-adapted, not-adapted",
    "hopskipjump, not-adapted, not-adapted",
    "pointwise, not-adapted, not-adapted",
    "square, not-adapted, not-adapted",
    "random-noise, not-adapted, not-adapted",
    "single-pixel, not-adapted, not-adapted",
    "local-search, not-adapted, not-adapted"
  })
  void attacksThatEndAtOneLookAreNotAdaptedToRandomModels(
      String type, String resized, String pruned) {
    Attack attack = Attacks.read(type, Options.of(Map.of()));

    assertThat(asked("adapted").adaptation(attack, recipe(defense("resize-and-pad", Map.of()))))
        .isEqualTo(resized);
    assertThat(
            asked("adapted")
                .adaptation(attack, recipe(defense("stochastic-activation-pruning", Map.of()))))
        .isEqualTo(pruned);
    assertThat(asked("adapted").adaptation(attack, recipe(defense("jpeg", Map.of()))))
        .isIn("straight-through", "gradient-free");
  }

  @Test
  void whoDoesNotSeeTheDefenseIsNotAdaptedToIt() {
    Threat transfer = Threat.DECLARATION.read(Options.of(Map.of("threat-model", "transfer")));

    assertThat(transfer.adaptation(LINF, recipe(defense("cq", Map.of("levels", 2)))))
        .isEqualTo("not-adapted");
    assertThat(transfer.adaptation(LINF, recipe(defense("none", Map.of()))))
        .isEqualTo("not-needed");
  }
}
