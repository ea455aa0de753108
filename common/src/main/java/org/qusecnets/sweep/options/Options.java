package org.qusecnets.sweep.options;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of one defense, attack or section of a configuration: scalar values by key.
 *
 * <p>What was asked for is remembered, so that keys nobody asked for can be reported as unknown.
 */
public final class Options {
  private final Map<String, Object> values;
  private final Set<String> spoilt;
  private final Set<String> known = new LinkedHashSet<>();

  private Options(Map<String, ?> values, Set<String> spoilt) {
    this.values = new TreeMap<>(values);
    this.spoilt = Set.copyOf(spoilt);
  }

  /** Options with these values: {@link String}, {@link Number} or {@link Boolean}. */
  public static Options of(Map<String, ?> values) {
    return new Options(values, Set.of());
  }

  /** A type and its parameters in one map, as an entry of an axis is written. */
  public static SortedMap<String, Object> typed(String type, Map<String, ?> parameters) {
    SortedMap<String, Object> typed = new TreeMap<>(parameters);
    typed.put("type", type);
    return typed;
  }

  /** The keys that were asked for. */
  public Set<String> known() {
    return Set.copyOf(known);
  }

  /** Options of which some are known to be wrong; what is read from them has no value. */
  public static Options of(Map<String, ?> values, Set<String> spoilt) {
    return new Options(values, spoilt);
  }

  /** Remembers that a key was asked for. */
  void ask(String key) {
    known.add(key);
  }

  boolean isSpoilt(String key) {
    return spoilt.contains(key);
  }

  /** What the user wrote, or null. */
  Object written(String key) {
    return values.get(key);
  }

  /** A constant's name as users write it: {@code PER_PIXEL} is {@code per-pixel}. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
