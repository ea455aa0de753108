package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.resilience.ResilienceOptions;

/**
 * What a sweep does: the union of its parts, and what all its cells share.
 *
 * @param name the sweep's name, made of a to z, 0 to 9 and hyphens
 * @param parts its parts, at least one
 * @param evaluation how attacks are run and scored
 * @param resilience how resilience to noise is analysed; no part of the grid
 * @param claims what the results are put to; no part of the grid
 */
public record SweepConfiguration(
    String name,
    List<SweepPart> parts,
    EvaluationOptions evaluation,
    ResilienceOptions resilience,
    List<Claim> claims)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /** Checks the name, and that there is a part. */
  public SweepConfiguration {
    if (!isName(name)) {
      throw new IllegalArgumentException("not the name of a sweep: " + name);
    }
    parts = List.copyOf(parts);
    claims = List.copyOf(claims);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a sweep needs a part");
    }
  }

  /** The datasets of all parts. */
  public List<DatasetOptions> datasets() {
    return parts.stream().flatMap(part -> part.datasets().stream()).distinct().toList();
  }

  /** The attacks of all parts. */
  public List<AttackSpecification> attacks() {
    return parts.stream().flatMap(part -> part.attacks().stream()).distinct().toList();
  }

  /** The complete configuration with all defaults, as JSON that reads back to an equal one. */
  public String effective() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    if (parts.size() == 1) {
      document.putAll(parts.get(0).parameters());
    } else {
      document.put("parts", parts.stream().map(SweepPart::parameters).toList());
    }
    document.put("evaluation", evaluation.parameters());
    document.put("resilience", resilience.parameters());
    document.put("claims", claims.stream().map(Claim::parameters).toList());
    return Json.pretty(document);
  }

  /** Names what the claims say: another claim, or another order of them, has another name. */
  public String claimsFingerprint() {
    return Fingerprint.id(claims.stream().map(Claim::parameters).toList());
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
