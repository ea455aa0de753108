package org.qusecnets.sweep.options;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of reading options: the value, or everything that is wrong with them.
 *
 * @param <T> what the options describe
 */
public final class Reading<T> {
  private final T value;
  private final List<InvalidOption> problems;
  private final boolean complete;

  private Reading(T value, List<InvalidOption> problems, boolean complete) {
    this.value = value;
    this.problems = List.copyOf(problems);
    this.complete = complete;
  }

  /** What comes of a step that throws {@link InvalidOption} where an option is wrong. */
  public static <T> Reading<T> attempt(Supplier<T> step) {
    try {
      return right(step.get());
    } catch (InvalidOption e) {
      return wrong(List.of(e));
    }
  }

  /** What comes of options where nobody knows which there are. */
  public static <T> Reading<T> unknown() {
    return new Reading<>(null, List.of(), false);
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
    return new Reading<>(value, List.of(), true);
  }

  /** What came of wrong options; without problems where all of them have been told before. */
  public static <T> Reading<T> wrong(List<InvalidOption> problems) {
    return new Reading<>(null, problems, true);
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
      return new Reading<>(null, all, complete && other.complete);
    }
    try {
      return right(whole.apply(value, other.value));
    } catch (InvalidOption e) {
      return wrong(List.of(e));
    }
  }

  /** The same without a value where one of these keys was known to be wrong before. */
  public Reading<T> unlessSpoilt(Options options, Collection<String> keys) {
    if (keys.stream().noneMatch(options::isSpoilt)) {
      return this;
    }
    List<InvalidOption> others =
        problems.stream().filter(problem -> !options.isSpoilt(problem.key())).toList();
    return new Reading<>(null, others, complete);
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

  /** Whether all the keys there are were asked for. */
  public boolean isComplete() {
    return complete;
  }
}
