package org.qusecnets.sweep.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the options of a class of records. */
final class Descriptions {
  private final List<OptionDescription> all = new ArrayList<>();

  private Descriptions() {}

  static List<OptionDescription> of(RecordType type, Scope scope) {
    Descriptions descriptions = new Descriptions();
    descriptions.collect(type, scope, "");
    return List.copyOf(descriptions.all);
  }

  private void collect(RecordType type, Scope scope, String where) {
    for (OptionComponent component : type.components()) {
      if (component.nested() != null) {
        Scope inner = scope.of(component.nested());
        collect(RecordType.of(inner.type(component)), inner, where);
      } else if (component.option() != null && !scope.fixed().containsKey(component.key())) {
        all.add(description(component, scope, where));
        if (component.isVariant()) {
          for (Class<?> variant : component.type().getPermittedSubclasses()) {
            Condition selected = new Condition(component.key(), true, OptionType.written(variant));
            collect(RecordType.of(variant), scope, joined(where, selected.words()));
          }
        }
      }
    }
  }

  private static OptionDescription description(
      OptionComponent component, Scope scope, String where) {
    Option option = component.option();
    return new OptionDescription(
        component.key(),
        component.kind().words(),
        otherwise(option, scope.otherwise().get(component.key())),
        range(component),
        component.kind().choices(component.type()),
        joined(where, component.where().map(Condition::words).orElse("")),
        option.says(),
        option.source());
  }

  private static String otherwise(Option option, String said) {
    if (said != null) {
      return said;
    }
    String cases =
        Arrays.stream(option.cases())
            .map(other -> "; " + other.value() + " where " + Condition.of(other.where()).words())
            .collect(Collectors.joining());
    if (option.optional()) {
      return "none";
    }
    String raised = option.atLeast().isEmpty() ? "" : "; " + option.atLeast() + " if that is more";
    return option.otherwise() + cases + raised;
  }

  private static String range(OptionComponent component) {
    Option option = component.option();
    if (option.rule().isEmpty() && option.atMost().isEmpty() && !component.range().isLimit()) {
      return "";
    }
    String rule = Ranges.rule(component, component.range());
    return rule.replace("must not be ", "not ").replace("must be ", "");
  }

  private static String joined(String... conditions) {
    return Stream.of(conditions)
        .filter(condition -> !condition.isEmpty())
        .collect(Collectors.joining(" and "));
  }
}
