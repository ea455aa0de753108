package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * An attack in its circumstances, at all its epsilons.
 *
 * @param id hash of the content; the order of the epsilons does not change it
 * @param attack the attack with its parameters
 * @param threat what the attacker knows
 * @param epsilons bounds of the perturbation in the attack's norm, at least one
 */
public record AttackSpecification(String id, Attack attack, Threat threat, List<Double> epsilons)
    implements Serializable {
  public static final String EPSILONS = "epsilons";

  /** Checks the epsilons. */
  public AttackSpecification {
    epsilons = List.copyOf(epsilons);
    if (epsilons.isEmpty()) {
      throw new InvalidOption(EPSILONS, "must have a value", "[]");
    }
    for (double epsilon : epsilons) {
      checkEpsilon(attack, epsilon);
    }
  }

  /** The specification of this content, with its id. */
  public static AttackSpecification of(Attack attack, Threat threat, List<Double> epsilons) {
    Map<String, Object> content = new TreeMap<>(CanonicalForm.of(attack, threat));
    content.put(EPSILONS, epsilons.stream().sorted().toList());
    return new AttackSpecification(Fingerprint.id(content), attack, threat, epsilons);
  }

  /** The same attack in the circumstances that a model makes of them. */
  AttackSpecification against(ModelRecipe recipe) {
    Threat own = threat.against(attack, recipe);
    return own.equals(threat) ? this : of(attack, own, epsilons);
  }

  /** All parameters by their configuration keys: an entry of the {@code attacks} axis. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = CanonicalForm.typed(attack.type(), threatParameters());
    parameters.put(EPSILONS, epsilons);
    return parameters;
  }

  /** The part of {@link #parameters()} between type and epsilons. */
  public Map<String, Object> threatParameters() {
    return threatParameters(attack, threat);
  }

  public static Map<String, Object> threatParameters(Attack attack, Threat threat) {
    Map<String, Object> parameters = new LinkedHashMap<>(attack.parameters());
    threat
        .inOrder()
        .forEach(
            (key, value) -> {
              if (parameters.put(key, value) != null) {
                throw new IllegalStateException(attack.type() + " and its threat both have " + key);
              }
            });
    return parameters;
  }

  /** The smaller epsilons whose successes count at this one. */
  List<Double> reusedAt(double epsilon) {
    return attack.reusesSuccesses()
        ? epsilons.stream().filter(smaller -> smaller < epsilon).sorted().toList()
        : List.of();
  }

  public static double checkEpsilon(Attack attack, double epsilon) {
    return checkEpsilon(attack.norm(), epsilon);
  }

  /**
   * Checks a bound of perturbations.
   *
   * @throws InvalidOption if the norm has no such bound
   */
  public static double checkEpsilon(Norm norm, double epsilon) {
    double largest = norm.largestEpsilon();
    if (!(epsilon >= 0 && epsilon <= largest)) {
      throw new InvalidOption(
          "epsilon",
          "must be from 0 to %.0f (%s%s)"
              .formatted(largest, Options.nameOf(norm), greyLevels(norm, epsilon)),
          epsilon);
    }
    return epsilon;
  }

  /** What somebody may have meant who counts in the 256 grey levels of images. */
  private static String greyLevels(Norm norm, double epsilon) {
    return norm == Norm.LINF && epsilon == Math.rint(epsilon) && epsilon > 1 && epsilon < 256
        ? "; grey levels are written as %s/255".formatted(Fingerprint.decimal(epsilon))
        : "";
  }
}
