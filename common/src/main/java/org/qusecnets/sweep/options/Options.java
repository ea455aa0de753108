package org.qusecnets.sweep.options;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters of one defense, attack or section of a configuration: scalar values by key, with
 * typed access.
 *
 * <p>A reader asks for each key it knows, with the value that holds where the user gave none. What
 * was asked for is remembered, so that keys nobody asked for can be reported as unknown.
 * Enumerations are written in lower case with hyphens.
 */
public final class Options {
  /** What an excused key that must be there stands for: small, so that most rules accept it. */
  private static final int STAND_IN = 2;

  /** The same of a number, which many rules bound by 1. */
  private static final double NUMBER_STAND_IN = 1;

  /** The same of text. */
  private static final String TEXT_STAND_IN = "x";

  private static final String TEXT_RULE = "must be text";

  private final Map<String, Object> values;
  private final Set<String> excused;
  private final Set<String> known = new LinkedHashSet<>();

  private Options(Map<String, ?> values, Set<String> excused) {
    this.values = new TreeMap<>(values);
    this.excused = Set.copyOf(excused);
  }

  /** Options with these values: {@link String}, {@link Number} or {@link Boolean}. */
  public static Options of(Map<String, ?> values) {
    return new Options(values, Set.of());
  }

  /** Options that answer for an excused key as if it had no value and need not have one. */
  static Options excusing(Map<String, ?> values, Set<String> excused) {
    return new Options(values, excused);
  }

  /** A type and its parameters in one map, as an entry of an axis is written. */
  public static SortedMap<String, Object> typed(String type, Map<String, ?> parameters) {
    SortedMap<String, Object> typed = new TreeMap<>(parameters);
    typed.put("type", type);
    return typed;
  }

  /** The whole number at {@code key}, or {@code otherwise}. */
  public int integer(String key, int otherwise) {
    return read(key, otherwise, "must be a whole number", Options::wholeNumber);
  }

  /** The whole number at {@code key}, which must be there. */
  public int requiredInteger(String key) {
    return required(key, "must be a whole number", Options::wholeNumber, STAND_IN);
  }

  /** The whole number of 64 bits at {@code key}, which must be there. */
  public long requiredLong(String key) {
    return required(
        key, "must be a whole number that fits in 64 bits", Options::wholeLong, (long) STAND_IN);
  }

  /** The number at {@code key}, or {@code otherwise}. */
  public double number(String key, double otherwise) {
    return read(key, otherwise, "must be a number", Options::finiteNumber);
  }

  /** The number at {@code key}, which must be there. */
  public double requiredNumber(String key) {
    return required(key, "must be a number", Options::finiteNumber, NUMBER_STAND_IN);
  }

  /** The constant named at {@code key}, or {@code otherwise}. */
  public <E extends Enum<E>> E choice(String key, E otherwise) {
    Class<E> type = otherwise.getDeclaringClass();
    return read(key, otherwise, "must be one of " + names(type), value -> constant(type, value));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Options::nameOf)
        .collect(Collectors.joining(", "));
  }

  /** The constant named at {@code key}, which must be there. */
  public <E extends Enum<E>> E requiredChoice(String key, Class<E> type) {
    return required(
        key,
        "must be one of " + names(type),
        value -> constant(type, value),
        type.getEnumConstants()[0]);
  }

  /** The text at {@code key}, or {@code otherwise}. */
  public String text(String key, String otherwise) {
    return read(key, otherwise, TEXT_RULE, Options::notBlank);
  }

  /** The text at {@code key}, which must be there. */
  public String requiredText(String key) {
    return required(key, TEXT_RULE, Options::notBlank, TEXT_STAND_IN);
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

  Map<String, Object> values() {
    return values;
  }

  Set<String> spoilt() {
    return excused;
  }

  boolean isSpoilt(String key) {
    return excused.contains(key);
  }

  /** What the user wrote, or null. */
  Object written(String key) {
    return values.get(key);
  }

  /** A constant's name as users write it: {@code PER_PIXEL} is {@code per-pixel}. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <T> T read(String key, T otherwise, String rule, Function<Object, T> parse) {
    known.add(key);
    return values.containsKey(key) ? required(key, rule, parse, otherwise) : otherwise;
  }

  private <T> T required(String key, String rule, Function<Object, T> parse, T standIn) {
    known.add(key);
    if (excused.contains(key)) {
      return standIn;
    }
    Object value = values.get(key);
    if (value == null) {
      throw new InvalidOption(key, rule, "missing");
    }
    T parsed = parse.apply(value);
    if (parsed == null) {
      throw new InvalidOption(key, rule, value instanceof String ? "\"" + value + "\"" : value);
    }
    return parsed;
  }

  private static Integer wholeNumber(Object value) {
    Double number = finiteNumber(value);
    return number != null && number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE
        ? Integer.valueOf(number.intValue())
        : null;
  }

  private static Long wholeLong(Object value) {
    try {
      return new BigDecimal(value.toString()).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  private static Double finiteNumber(Object value) {
    try {
      double number =
          value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String notBlank(Object value) {
    return value.toString().isBlank() ? null : value.toString();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Object value) {
    for (E constant : type.getEnumConstants()) {
      // A constant may be called true, which is a Boolean where it is written without quotes.
      if (nameOf(constant).equals(value.toString())) {
        return constant;
      }
    }
    return null;
  }
}
