package org.qusecnets.sweep.attack;

import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Registry;

/** The attacks that a configuration can name: those here and those of {@link AttackPlugin}s. */
public final class Attacks {
  private static final Registry<Attack> REGISTRY =
      new Registry<>(
          Attack.class,
          AttackPlugin.class,
          Attack::type,
          Map.ofEntries(
              Map.entry(
                  FastGradientSign.TYPE,
                  Declaration.of(FastGradientSign.class)
                      .described(
                          "Fast Gradient Sign Method: one step along the sign of the gradient.",
                          "Goodfellow, Shlens, Szegedy 2015, Section 4")),
              Map.entry("bim", IterativeGradient.BASIC_ITERATIVE),
              Map.entry("pgd", IterativeGradient.PROJECTED_GRADIENT),
              Map.entry(
                  AutoAttack.TYPE,
                  Declaration.of(AutoAttack.class)
                      .described(
                          "AutoAttack: apgd, fab and square one after another, each on what the"
                              + " former left.",
                          "Croce, Hein 2020, Section 5")),
              Map.entry(
                  AutoProjectedGradient.TYPE,
                  Declaration.of(AutoProjectedGradient.class)
                      .described(
                          "Auto-PGD: projected gradient descent with momentum and steps that are"
                              + " halved for each image by itself.",
                          "Croce, Hein 2020, Algorithm 1")),
              Map.entry(
                  Boundary.TYPE,
                  Declaration.of(Boundary.class)
                      .described(
                          "Boundary attack: a random walk from noise along the boundary;"
                              + " predictions only.",
                          "Brendel, Rauber, Bethge 2018, Algorithm 1")),
              Map.entry(
                  HopSkipJump.TYPE,
                  Declaration.of(HopSkipJump.class)
                      .described(
                          "HopSkipJump: steps along a gradient that is estimated from labels at"
                              + " the boundary; predictions only.",
                          "Chen, Jordan, Wainwright 2020, Algorithm 2")),
              Map.entry(
                  CarliniWagner.TYPE,
                  Declaration.of(CarliniWagner.class)
                      .described(
                          "Carlini and Wagner's L2 attack: Adam in tanh space, with a search over"
                              + " the constant.",
                          "Carlini, Wagner 2017, Section VI-A")),
              Map.entry(
                  SaliencyMap.TYPE,
                  Declaration.of(SaliencyMap.class)
                      .described(
                          "Jacobian-based saliency map attack: changes the two most salient values"
                              + " at a time.",
                          "Papernot et al. 2016, Section III and Algorithm 3")),
              Map.entry(
                  DeepFool.TYPE,
                  Declaration.of(DeepFool.class)
                      .described(
                          "DeepFool: steps to the nearest boundary of the linearised classifier.",
                          "Moosavi-Dezfooli, Fawzi, Frossard 2016, Algorithm 2")),
              Map.entry(
                  DecoupledDirectionNorm.TYPE,
                  Declaration.of(DecoupledDirectionNorm.class)
                      .described(
                          "Decoupled direction and norm: steps of a normalized gradient on a"
                              + " sphere whose radius adapts.",
                          "Rony et al. 2019, Algorithm 1")),
              Map.entry(
                  FastAdaptiveBoundary.TYPE,
                  Declaration.of(FastAdaptiveBoundary.class)
                      .described(
                          "Fast adaptive boundary attack: projections onto linearized boundaries"
                              + " within the range of pixels.",
                          "Croce, Hein 2020b, Algorithm 1")),
              Map.entry(
                  FastMinimumNorm.TYPE,
                  Declaration.of(FastMinimumNorm.class)
                      .described(
                          "Fast minimum norm: steps of a normalized gradient in a ball whose"
                              + " radius adapts, in four norms.",
                          "Pintor et al. 2021, Algorithm 1")),
              Map.entry(
                  RandomNoise.TYPE,
                  Declaration.of(RandomNoise.class)
                      .described(
                          "Additive random noise of the size of epsilon, drawn again and again.",
                          "Rauber, Brendel, Bethge 2017 (Foolbox), repeated additive noise")),
              Map.entry(
                  Pointwise.TYPE,
                  Declaration.of(Pointwise.class)
                      .described(
                          "Pointwise attack: sets salt-and-pepper noise back value by value;"
                              + " predictions only.",
                          "Schott et al. 2018, Section 4")),
              Map.entry(
                  SinglePixel.TYPE,
                  Declaration.of(SinglePixel.class)
                      .described(
                          "Random single pixels made black or white until one counts; predictions"
                              + " only.",
                          "Narodytska, Kasiviswanathan 2016, Algorithm 1")),
              Map.entry(
                  Square.TYPE,
                  Declaration.of(Square.class)
                      .described(
                          "Square attack: random search with squares that become smaller; scores"
                              + " only.",
                          "Andriushchenko et al. 2020, Algorithms 1 to 3")),
              Map.entry(
                  LocalSearch.TYPE,
                  Declaration.of(LocalSearch.class)
                      .described(
                          "Greedy local search among the most sensitive pixels; probabilities"
                              + " only.",
                          "Narodytska, Kasiviswanathan 2016, Algorithm 3"))));

  private Attacks() {}

  /** The names, in alphabetical order. */
  public static Set<String> types() {
    return REGISTRY.types();
  }

  /**
   * The options of the attack of this name.
   *
   * @throws InvalidOption if there is no such attack
   */
  public static Declaration<?> declaration(String type) {
    return REGISTRY.declaration(type);
  }

  /**
   * The attack of this name with these parameters.
   *
   * @throws InvalidOption if there is no such attack or a parameter is wrong
   */
  public static Attack read(String type, Options options) {
    return reading(type, options).orThrow();
  }

  /** What comes of these parameters: the attack, or all that is wrong with them. */
  public static Reading<Attack> reading(String type, Options options) {
    return REGISTRY.reading(type, options);
  }
}
