package org.qusecnets.sweep.network;

import java.util.Map;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.options.Options;

/**
 * Attacks of many gradients that other libraries have too, with settings that make them do the same
 * work; {@code attack_reference.py} has the same settings.
 */
public enum IterativeAttack {
  /** 100 iterations of Adam at one constant, for every image all of them. */
  CARLINI_WAGNER("cw", "cw", 100),
  /** Pairs of values set to white by gradients of logits, to the class after the label. */
  SALIENCY_MAP_LOGITS("jsma", "jsma", 1),
  /** The same by gradients of probabilities. */
  SALIENCY_MAP_PROBABILITIES("jsma", "jsma", 1),
  /** 40 steps of 0.01 from a random start, for every image all of them. */
  PROJECTED_GRADIENT("pgd", "pgd", 0.3f),
  /** The version {@code standard} in L-infinity. */
  AUTO_ATTACK("autoattack", "autoattack", 0.1f),
  /** The same at several epsilons. */
  AUTO_ATTACK_FOUR_EPSILONS("autoattack", "autoattack-four-epsilons", 0.1f);

  private static final int FEW_IMAGES = 20;

  private final String type;
  private final String reference;
  private final float epsilon;

  IterativeAttack(String type, String reference, float epsilon) {
    this.type = type;
    this.reference = reference;
    this.epsilon = epsilon;
  }

  /** What {@code attack_reference.py} calls it. */
  public String reference() {
    return reference;
  }

  /** The epsilons. */
  float[] epsilons() {
    return this == AUTO_ATTACK_FOUR_EPSILONS
        ? new float[] {epsilon / 2, epsilon, 2 * epsilon, 3 * epsilon}
        : new float[] {epsilon};
  }

  /** Whether it takes minutes, so that it runs once and its processor time is what counts. */
  public boolean takesMinutes() {
    return type.equals("autoattack");
  }

  /** Number of images, from the first on. */
  public int images() {
    return takesMinutes() ? FEW_IMAGES : AttackSubject.IMAGES;
  }

  Attack attack() {
    return Attacks.read(type, Options.of(options()));
  }

  private Map<String, Object> options() {
    return switch (this) {
      case CARLINI_WAGNER ->
          Map.of(
              "search-steps", 1,
              "iterations", 100,
              "initial-constant", 1,
              "learning-rate", 0.01,
              "abort", "never");
      case SALIENCY_MAP_LOGITS -> saliencyMap("logits");
      case SALIENCY_MAP_PROBABILITIES -> saliencyMap("probabilities");
      case PROJECTED_GRADIENT ->
          Map.of(
              "iterations", 40,
              "step-size", 0.01,
              "step-unit", "pixel-range",
              "start", "random",
              "stop", "after-all-iterations",
              "reuse-successes", "never");
      case AUTO_ATTACK, AUTO_ATTACK_FOUR_EPSILONS -> Map.of();
    };
  }

  private static Map<String, Object> saliencyMap(String saliency) {
    return Map.of("theta", 1, "gamma", 0.1, "target", "next", "saliency", saliency);
  }
}
