package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CellRow;

/** What tells cells apart: a column of {@code cells}, or members of the JSON in one. */
public enum Factor {
  DATASET(Kind.NAME, Part.MODEL),
  TRAIN_IMAGES(Kind.NUMBER, Part.MODEL),
  IMAGES(Kind.NUMBER, Part.MODEL),
  NETWORK(Kind.MEMBERS, Part.MODEL),
  TRAINING(Kind.MEMBERS, Part.MODEL),
  DEFENSE(Kind.NAME, Part.MODEL),
  LEVELS(Kind.NUMBER, Part.MODEL),
  Z(Kind.NUMBER, Part.MODEL),
  DEFENSE_PARAMETERS(Kind.MEMBERS, Part.MODEL),
  /** Selects only: what the recipe has besides is all the defense's. */
  RECIPE(Kind.MEMBERS, Part.NONE),
  THREAT_MODEL(Kind.NAME, Part.ATTACK),
  /** Of transfers only. */
  SOURCE_NETWORK(Kind.NAME, Part.ATTACK),
  GRADIENT(Kind.NAME, Part.ATTACK),
  EOT_SAMPLES(Kind.NUMBER, Part.ATTACK),
  ATTACK(Kind.NAME, Part.ATTACK),
  ATTACK_PARAMETERS(Kind.MEMBERS, Part.ATTACK),
  TARGET(Kind.NAME, Part.ATTACK),
  MISCLASSIFIED(Kind.NAME, Part.ATTACK),
  LABELS(Kind.NAME, Part.ATTACK),
  NORM(Kind.NAME, Part.ATTACK),
  EPSILON(Kind.NUMBER, Part.ATTACK),
  SEED(Kind.NUMBER, Part.MODEL);

  /** The member of {@link #NETWORK} that is its name. */
  static final String NETWORK_NAME = "architecture";

  /** What the values are. */
  enum Kind {
    NAME,
    NUMBER,
    /** A JSON object, of which a path leads to a member. */
    MEMBERS
  }

  /** What of a cell they describe. */
  enum Part {
    MODEL,
    ATTACK,
    NONE
  }

  private final Kind kind;
  private final Part part;

  Factor(Kind kind, Part part) {
    this.kind = kind;
    this.part = part;
  }

  /** As it is written in a configuration, such as {@code train-images}. */
  public String key() {
    return Options.nameOf(this);
  }

  /** The factor of this key, if there is one. */
  public static Optional<Factor> of(String key) {
    return Arrays.stream(values()).filter(factor -> factor.key().equals(key)).findFirst();
  }

  /** The keys of all factors. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Factor::key).toList();
  }

  /** Whether its values are the members of a JSON object, and not one scalar. */
  public boolean hasMembers() {
    return kind == Kind.MEMBERS;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  /** Its value in a cell: a string, a number, JSON, or null if the cell has none. */
  Object value(Observation observation) {
    CellRow cell = observation.cell();
    return switch (this) {
      case DATASET -> cell.dataset();
      case TRAIN_IMAGES -> cell.trainImages();
      case IMAGES -> cell.images();
      case NETWORK -> observation.recipe("network");
      case TRAINING -> observation.recipe("training");
      case DEFENSE -> cell.defense().type();
      case LEVELS -> cell.defense().levels();
      case Z -> cell.defense().z();
      case DEFENSE_PARAMETERS -> observation.defenseParameters();
      case RECIPE -> observation.recipe();
      case THREAT_MODEL -> cell.threat().model();
      case SOURCE_NETWORK -> observation.sourceNetwork();
      case GRADIENT -> cell.threat().gradient();
      case EOT_SAMPLES -> cell.threat().eotSamples();
      case ATTACK -> cell.attack().type();
      case ATTACK_PARAMETERS -> observation.attackParameters();
      case TARGET -> cell.attack().target();
      case MISCLASSIFIED -> cell.threat().misclassified();
      case LABELS -> cell.threat().labels();
      case NORM -> cell.norm();
      case EPSILON -> cell.epsilon();
      case SEED -> cell.seed();
    };
  }

  /** Whether a value was never known, since the cell's model or its source was not trained. */
  boolean isUnknown(Observation observation) {
    return value(observation) instanceof JsonNode node && node.isMissingNode();
  }

  /** Factors whose values another one of this factor brings along. */
  Set<Factor> dependents() {
    return switch (this) {
      case DEFENSE -> EnumSet.of(LEVELS, Z, DEFENSE_PARAMETERS, RECIPE, EOT_SAMPLES);
      case ATTACK -> EnumSet.of(ATTACK_PARAMETERS, NORM);
      case THREAT_MODEL -> EnumSet.of(SOURCE_NETWORK, GRADIENT, EOT_SAMPLES, LABELS);
      default -> EnumSet.noneOf(Factor.class);
    };
  }

  /** The factors that tell cells apart, or models only. */
  static Set<Factor> telling(Part... parts) {
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    for (Factor factor : values()) {
      if (List.of(parts).contains(factor.part)) {
        factors.add(factor);
      }
    }
    return Collections.unmodifiableSet(factors);
  }
}
