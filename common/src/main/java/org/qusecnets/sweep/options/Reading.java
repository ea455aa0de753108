package org.qusecnets.sweep.options;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What came of reading options: the value, or everything that is wrong with them.
 *
 * <p>A reader stops at the first wrong option. To find the others it is run again with that option
 * excused, until nothing more is found.
 *
 * @param <T> what the options describe
 */
public final class Reading<T> {
  private final T value;
  private final List<InvalidOption> problems;
  private final Set<String> known;
  private final boolean complete;

  private Reading(T value, List<InvalidOption> problems, Set<String> known, boolean complete) {
    this.value = value;
    this.problems = List.copyOf(problems);
    this.known = known;
    this.complete = complete;
  }

  /**
   * Reads options as far as they can be read.
   *
   * @param values the options
   * @param spoilt keys already known to be wrong: they are not complained about, but no value comes
   *     of this reading
   * @param reader makes the value, and throws {@link InvalidOption} where it cannot
   */
  public static <T> Reading<T> of(
      Map<String, ?> values, Set<String> spoilt, Function<Options, T> reader) {
    Set<String> excused = new HashSet<>(spoilt);
    List<InvalidOption> problems = new ArrayList<>();
    while (true) {
      Options options = Options.excusing(values, excused);
      try {
        T value = reader.apply(options);
        return new Reading<>(excused.isEmpty() ? value : null, problems, options.known(), true);
      } catch (InvalidOption e) {
        if (!excused.add(e.key())) {
          return new Reading<>(null, problems, options.known(), false);
        }
        problems.add(e);
      }
    }
  }

  /** What comes of a reader that stops at the first wrong option. */
  public static <T> Reading<T> attempt(Options options, Function<Options, T> reader) {
    Reading<T> reading = of(options.values(), options.spoilt(), reader);
    reading.known().forEach(options::ask);
    return reading;
  }

  /** What came of one number. */
  public static Reading<Double> number(String key, Object written) {
    return single(OptionType.NUMBER, Double.class, key, written);
  }

  /** What came of one whole number of 64 bits. */
  public static Reading<Long> wholeNumber(String key, Object written) {
    return single(OptionType.LONG, Long.class, key, written);
  }

  private static <T> Reading<T> single(
      OptionType type, Class<T> result, String key, Object written) {
    Object value = written == null ? null : type.parse(result, written);
    return value == null
        ? wrong(List.of(InvalidOption.of(key, type.rule(result), written)))
        : right(result.cast(value));
  }

  /** What came of right options. */
  public static <T> Reading<T> right(T value) {
    return new Reading<>(value, List.of(), Set.of(), true);
  }

  /** What came of wrong options; without problems where all of them have been told before. */
  public static <T> Reading<T> wrong(List<InvalidOption> problems) {
    return new Reading<>(null, problems, Set.of(), true);
  }

  /**
   * What comes of both.
   *
   * @param whole makes it, and throws {@link InvalidOption} where the two do not go together
   */
  public <U, V> Reading<V> and(Reading<U> other, BiFunction<T, U, V> whole) {
    List<InvalidOption> all = new ArrayList<>(problems);
    all.addAll(other.problems);
    if (value == null || other.value == null) {
      return wrong(all);
    }
    try {
      return right(whole.apply(value, other.value));
    } catch (InvalidOption e) {
      return wrong(List.of(e));
    }
  }

  /** What comes of the value. */
  public <V> Reading<V> map(Function<T, V> function) {
    return and(right(true), (own, always) -> function.apply(own));
  }

  /**
   * The value.
   *
   * @throws InvalidOption the first that was wrong, with the others as suppressed ones
   */
  public T orThrow() {
    if (value != null) {
      return value;
    }
    if (problems.isEmpty()) {
      throw new IllegalStateException("options that are known to be wrong");
    }
    InvalidOption first = problems.get(0);
    problems.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  /** The value, if nothing was wrong. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** What was wrong, at most one problem a key. */
  public List<InvalidOption> problems() {
    return problems;
  }

  /** The keys that the reader asked for. */
  public Set<String> known() {
    return known;
  }

  /** Whether the reader came to its end, so that {@link #known()} are all the keys there are. */
  public boolean isComplete() {
    return complete;
  }
}
