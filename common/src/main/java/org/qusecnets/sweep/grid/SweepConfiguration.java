package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.network.NetworkOptions;
import org.qusecnets.sweep.network.SubstituteOptions;
import org.qusecnets.sweep.network.TrainingOptions;
import org.qusecnets.sweep.resilience.ResilienceOptions;

/**
 * What a sweep does: the axes of its grid and the options that all its cells share.
 *
 * @param name the sweep's name, made of a to z, 0 to 9 and hyphens
 * @param datasets the datasets, at least one
 * @param network the network behind every defense
 * @param training how every model is trained, where its defense does not say otherwise
 * @param defenses the defenses, at least one
 * @param attacks the attacks with threat models and epsilons, at least one
 * @param seeds each trains its own models, at least one
 * @param substitute how the substitutes of black-box attacks are trained
 * @param evaluation how attacks are run and scored
 * @param resilience how resilience to noise is analysed; no part of the grid
 * @param claims what the results are put to; no part of the grid
 */
public record SweepConfiguration(
    String name,
    List<DatasetOptions> datasets,
    NetworkOptions network,
    TrainingOptions training,
    List<Defense> defenses,
    List<AttackSpecification> attacks,
    List<Long> seeds,
    SubstituteOptions substitute,
    EvaluationOptions evaluation,
    ResilienceOptions resilience,
    List<Claim> claims)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /** Checks the name, and that no axis is empty. */
  public SweepConfiguration {
    if (!isName(name)) {
      throw new IllegalArgumentException("not the name of a sweep: " + name);
    }
    datasets = List.copyOf(datasets);
    defenses = List.copyOf(defenses);
    attacks = List.copyOf(attacks);
    seeds = List.copyOf(seeds);
    claims = List.copyOf(claims);
    if (datasets.isEmpty() || defenses.isEmpty() || attacks.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException("a sweep needs a value on every axis");
    }
  }

  /**
   * Reads and validates a configuration file.
   *
   * @param file HOCON; it may include others relative to itself
   * @param overrides {@code key=value} in HOCON, such as {@code training.epochs=1}; later ones win
   * @param catalog the datasets there are
   * @throws ConfigurationException if anything is wrong, with every problem there is
   */
  public static SweepConfiguration read(Path file, List<String> overrides, DatasetCatalog catalog) {
    return new ConfigurationReader(file, overrides).read(catalog);
  }

  /** The complete configuration with all defaults, as JSON that reads back to an equal one. */
  public String effective() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("datasets", datasets.stream().map(DatasetOptions::parameters).toList());
    document.put("network", network.parameters());
    document.put("training", training.parameters());
    document.put("defenses", defenses.stream().map(Content::of).toList());
    document.put("attacks", attacks.stream().map(AttackSpecification::parameters).toList());
    document.put("seeds", seeds);
    document.put("substitute", substitute.parameters());
    document.put("evaluation", evaluation.parameters());
    document.put("resilience", resilience.parameters());
    document.put("claims", claims.stream().map(Claim::parameters).toList());
    return Json.pretty(document);
  }

  /** Names what the claims say: another claim, or another order of them, has another name. */
  public String claimsFingerprint() {
    return Fingerprint.id(claims.stream().map(Claim::parameters).toList());
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
