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
  record Key(String old, String now) {}

  /** An old value of the option that has this key now. */
  record Value(String key, String old, String now) {}

  static final List<Key> KEYS =
      List.of(
          new Key("carry", "reuse-successes"),
          new Key("cost", "loss"),
          new Key("defense-draws", "eot-samples"),
          new Key("rounds", "iterations"),
          new Key("steps", "iterations"),
          new Key("threshold-updater", "threshold-optimizer"));

  static final List<Value> VALUES =
      List.of(
          new Value("bound", "box-inside", "linf-box"),
          new Value("bound", "clip-after", "linf-clip"),
          new Value("hold-out-labels", "true", "true-label"),
          new Value("labels", "predicted", "predicted-label"),
          new Value("labels", "true", "true-label"),
          new Value("reuse-successes", "nothing", "never"),
          new Value("reuse-successes", "successes", "smaller-epsilons"),
          new Value("stop", "after-all-steps", "after-all-iterations"));

  private Renamed() {}

  /** The key that an unknown one has now, if it is one of those known. */
  public static Optional<String> key(String old, Set<String> known) {
    return KEYS.stream()
        .filter(key -> key.old.equals(old) && known.contains(key.now))
        .map(Key::now)
        .findFirst();
  }

  /** What a value of the option of this key is called now, if it is an old one. */
  public static Optional<String> value(String key, Object old) {
    return VALUES.stream()
        .filter(value -> value.key.equals(key) && value.old.equals(String.valueOf(old)))
        .map(Value::now)
        .findFirst();
  }
}
