package org.qusecnets.sweep.options;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What there is to say of an option.
 *
 * @param key as users write it
 * @param type such as {@code whole number}
 * @param otherwise its value where the user gives none, in words; empty if the user must give one
 * @param range what values it may have, such as {@code from 1 to 100}; empty if all of its type
 * @param choices the values of a choice
 * @param where where there is such an option, such as {@code method is pgd}; empty if everywhere
 * @param says what it is, in a sentence
 * @param source paper and section; empty if none
 */
public record OptionDescription(
    String key,
    String type,
    String otherwise,
    String range,
    List<String> choices,
    String where,
    String says,
    String source) {
  /** Copies the choices. */
  public OptionDescription {
    choices = List.copyOf(choices);
  }

  /** The same of an option that is there under a condition. */
  public OptionDescription onlyWhere(String condition) {
    return new OptionDescription(key, type, otherwise, range, choices, condition, says, source);
  }

  /** The choices of all options of some declarations, by key; none of those that are no choices. */
  public static Map<String, Set<String>> choices(Stream<? extends Declaration<?>> declarations) {
    Map<String, Set<String>> choices = new HashMap<>();
    declarations
        .flatMap(declaration -> declaration.options().stream())
        .forEach(
            option ->
                choices.computeIfAbsent(option.key, key -> new HashSet<>()).addAll(option.choices));
    return choices;
  }
}
