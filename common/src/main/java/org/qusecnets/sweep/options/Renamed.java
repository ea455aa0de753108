package org.qusecnets.sweep.options;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What options and their values were called once. Nothing is read under an old name: the message
 * that refuses it names the new one.
 */
public final class Renamed {
  /** An option's old key. */
  record OldKey(String old, String now) {}

  /** An old value of the option that has this key now. */
  record OldValue(String key, String old, String now) {}

  static final List<OldKey> KEYS =
      List.of(
          new OldKey("carry", "reuse-successes"),
          new OldKey("cost", "loss"),
          new OldKey("defense-draws", "eot-samples"),
          new OldKey("rounds", "iterations"),
          new OldKey("steps", "iterations"),
          new OldKey("threshold-updater", "threshold-optimizer"));

  static final List<OldValue> VALUES =
      List.of(
          new OldValue("bound", "box-inside", "linf-box"),
          new OldValue("bound", "clip-after", "linf-clip"),
          new OldValue("hold-out-labels", "true", "true-label"),
          new OldValue("labels", "predicted", "predicted-label"),
          new OldValue("labels", "true", "true-label"),
          new OldValue("reuse-successes", "nothing", "never"),
          new OldValue("reuse-successes", "successes", "smaller-epsilons"),
          new OldValue("stop", "after-all-steps", "after-all-iterations"));

  private Renamed() {}

  /** The key that an unknown one has now, if it is one of those known. */
  public static Optional<String> key(String old, Set<String> known) {
    return KEYS.stream()
        .filter(key -> key.old.equals(old) && known.contains(key.now))
        .map(OldKey::now)
        .findFirst();
  }

  /** What a value of the option of this key is called now, if it is an old one. */
  public static Optional<String> value(String key, Object old) {
    return VALUES.stream()
        .filter(value -> value.key.equals(key) && value.old.equals(String.valueOf(old)))
        .map(OldValue::now)
        .findFirst();
  }
}
