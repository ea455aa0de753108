package org.qusecnets.sweep.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a class of records, as their components declare them ({@link Option}), under one
 * name: another name may have other defaults.
 *
 * @param <R> the class of records
 */
public final class Declaration<R extends Record> {
  private final Class<R> type;
  private final Map<String, String> otherwise;
  private final Map<String, Object> given;
  private final Map<String, Limit> limits;
  private final Summary summary;

  /** What only the reader knows of a number: how small and large it may be, and of what. */
  record Limit(int least, int most, String of) {}

  /** What the whole is: a sentence, and where it comes from. */
  private record Summary(String says, String source) {
    private static final Summary NONE = new Summary("", "");
  }

  private Declaration(
      Class<R> type,
      Map<String, String> otherwise,
      Map<String, Object> given,
      Map<String, Limit> limits,
      Summary summary) {
    this.type = type;
    this.otherwise = otherwise;
    this.given = given;
    this.limits = limits;
    this.summary = summary;
  }

  /** The options that the components of this class declare. */
  public static <R extends Record> Declaration<R> of(Class<R> type) {
    return new Declaration<>(type, Map.of(), Map.of(), Map.of(), Summary.NONE);
  }

  /** The same where an option without a value is another one, written as users write it. */
  public Declaration<R> otherwise(String key, String value) {
    return new Declaration<>(type, with(otherwise, key, value), given, limits, summary);
  }

  /**
   * The same for a component whose value does not come from the options, whether it is declared as
   * one or not: its value, or the {@link Reading} of it.
   */
  public Declaration<R> given(String component, Object value) {
    return new Declaration<>(type, otherwise, with(given, component, value), limits, summary);
  }

  /**
   * The same where a whole number is at most as large as there are, which is also what it is
   * without a value.
   *
   * @param least what makes sense
   * @param of what there are so many of, for messages
   */
  public Declaration<R> within(String key, int least, int most, String of) {
    return new Declaration<>(
        type,
        with(otherwise, key, String.valueOf(most)),
        given,
        with(limits, key, new Limit(least, most, of)),
        summary);
  }

  /**
   * The same with a summary of what comes of these options.
   *
   * @param says what it is, in a sentence
   * @param source paper and section; empty if none
   */
  public Declaration<R> described(String says, String source) {
    return new Declaration<>(type, otherwise, given, limits, new Summary(says, source));
  }

  /** What comes of these options, in a sentence; empty if nobody said. */
  public String says() {
    return summary.says;
  }

  /** Paper and section that it comes from; empty if none. */
  public String source() {
    return summary.source;
  }

  /** What comes of these options: the record, or all that is wrong with them. */
  public Reading<R> reading(Options options) {
    OptionReader reader = new OptionReader(options, given, limits);
    Object read = reader.read(RecordType.of(type), new Scope(otherwise, Map.of()));
    return type.isInstance(read)
        ? Reading.right(type.cast(read))
        : Reading.wrong(reader.problems());
  }

  /**
   * The record of these options.
   *
   * @throws InvalidOption if an option is wrong
   */
  public R read(Options options) {
    return reading(options).orThrow();
  }

  /** The record without options. */
  public R defaults() {
    return read(Options.of(Map.of()));
  }

  /** What there is to say of each option. */
  public List<OptionDescription> options() {
    return Descriptions.of(RecordType.of(type), new Scope(otherwise, Map.of()));
  }

  private static <V> Map<String, V> with(Map<String, V> values, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return more;
  }
}
