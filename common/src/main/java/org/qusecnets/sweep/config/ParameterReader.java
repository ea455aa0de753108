package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Renamed;
import org.qusecnets.sweep.options.Suggestion;

/** Reads option records, and reports what is wrong with them where it was written. */
final class ParameterReader {
  private final Problems problems;

  ParameterReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads one option record.
   *
   * @param context what is read, such as {@code defense cq}
   * @param parameters its parameters
   * @param otherKeys keys that someone else reads, for suggestions
   * @param reader makes the record
   */
  <T> Optional<T> read(
      String context,
      ParameterValues parameters,
      Set<String> otherKeys,
      Function<Options, Reading<T>> reader) {
    Options options = Options.of(parameters.scalars(), parameters.spoilt());
    Reading<T> reading = reader.apply(options);
    for (InvalidOption problem : reading.problems()) {
      problems.add(parameters.originOf(problem.key()), context + ": " + problem.getMessage());
    }
    if (reading.isComplete()) {
      Set<String> known = new TreeSet<>(options.known());
      known.addAll(otherKeys);
      reportUnknown(context + ": ", parameters, known);
    }
    return reading.value();
  }

  void reportUnknown(String prefix, ParameterValues parameters, Set<String> known) {
    for (String key : parameters.values().keySet()) {
      if (!known.contains(key)) {
        String meant =
            Renamed.key(key, known)
                .map(now -> renamed(key, now, parameters.values().get(key)))
                .orElseGet(() -> Suggestion.of(key, known));
        problems.add(parameters.originOf(key), prefix + "unknown key " + key + meant);
      }
    }
  }

  private static String renamed(String key, String now, ConfigValue written) {
    Object value = written.unwrapped();
    return Renamed.value(now, value)
        .map(word -> "; %s = %s is %s = %s now".formatted(key, value, now, word))
        .orElseGet(() -> "; it is called " + now + " now");
  }
}
