package org.qusecnets.sweep.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records from options, and collects all that is wrong with them. */
final class OptionReader {
  /** In place of a value that is wrong, or was found to be wrong before. */
  private static final Object WRONG = new Object();

  private final Options options;
  private final Map<String, Object> given;
  private final Map<String, Declaration.Limit> limits;
  private final List<InvalidOption> problems = new ArrayList<>();

  OptionReader(Options options, Map<String, Object> given, Map<String, Declaration.Limit> limits) {
    this.options = options;
    this.given = given;
    this.limits = limits;
  }

  List<InvalidOption> problems() {
    return problems;
  }

  /** The record, or something that is none if an option is wrong. */
  Object read(RecordType type, Scope scope) {
    return new Components(type, scope).record();
  }

  /** The components of one record; one may depend on another, whichever comes first. */
  private final class Components {
    private final RecordType type;
    private final Scope scope;
    private final Object[] values;

    Components(RecordType type, Scope scope) {
      this.type = type;
      this.scope = scope;
      values = new Object[type.components().size()];
    }

    Object record() {
      boolean right = true;
      for (int i = 0; i < values.length; i++) {
        right &= value(i) != WRONG;
      }
      if (!right) {
        return WRONG;
      }
      try {
        return type.record(values);
      } catch (InvalidOption e) {
        problems.add(e);
        return WRONG;
      }
    }

    private Object value(int i) {
      if (values[i] == null) {
        values[i] = read(type.components().get(i));
      }
      return values[i];
    }

    private Object value(String key) {
      return value(type.indexOf(key));
    }

    private Object read(OptionComponent component) {
      if (component.nested() != null) {
        Scope inner = scope.of(component.nested());
        return OptionReader.this.read(RecordType.of(inner.type(component)), inner);
      }
      if (component.option() == null || given.containsKey(component.name())) {
        return given(component);
      }
      Object value = option(component);
      return value instanceof Class<?> variant
          ? OptionReader.this.read(RecordType.of(variant), scope)
          : value;
    }

    private Object given(OptionComponent component) {
      Object value = given.get(component.name());
      if (value == null) {
        throw new IllegalStateException(component.name() + " is not given");
      }
      if (value instanceof Reading<?> reading) {
        problems.addAll(reading.problems());
        return reading.value().isPresent() ? reading.value().get() : WRONG;
      }
      return value;
    }

    private Object option(OptionComponent component) {
      String key = component.key();
      if (scope.fixed().containsKey(key)) {
        return component.declared(scope.fixed().get(key));
      }
      if (component.where().isPresent()) {
        Condition where = component.where().get();
        Optional<Boolean> holds = holds(where);
        if (holds.isPresent() && !holds.get()) {
          return absent(component, where);
        }
      }
      options.ask(key);
      if (options.isSpoilt(key)) {
        return WRONG;
      }
      Object written = options.written(key);
      return written == null ? otherwise(component) : checked(component, written);
    }

    /** Whether a condition holds; neither is known where the other option is wrong. */
    private Optional<Boolean> holds(Condition condition) {
      Object actual = value(condition.key());
      OptionComponent other = type.components().get(type.indexOf(condition.key()));
      return actual == WRONG ? Optional.empty() : Optional.of(condition.holds(other, actual));
    }

    private Object absent(OptionComponent component, Condition where) {
      String key = component.key();
      Object written = options.written(key);
      boolean given = written != null || options.isSpoilt(key);
      if (given || component.option().ignored()) {
        options.ask(key);
      }
      if (!given) {
        return component.absent();
      }
      if (options.isSpoilt(key)) {
        return WRONG;
      }
      Object value = checked(component, written);
      try {
        if (value != WRONG) {
          Ranges.checkAbsent(component, where, value);
        }
        return value == WRONG ? WRONG : component.absent();
      } catch (InvalidOption e) {
        problems.add(e);
        return WRONG;
      }
    }

    private Object otherwise(OptionComponent component) {
      if (component.option().optional()) {
        return null;
      }
      String text = defaultOf(component);
      if (text.isEmpty()) {
        return wrong(InvalidOption.of(component.key(), component.typeRule(), null));
      }
      Object value = component.declared(text);
      return bounded(component, value);
    }

    private Object bounded(OptionComponent component, Object value) {
      String most = component.option().atMost();
      if (!most.isEmpty() && value(most) != WRONG) {
        return Math.min((int) value, (int) value(most));
      }
      String least = component.option().atLeast();
      if (!least.isEmpty() && value(least) != WRONG) {
        return Math.max((double) value, (double) value(least));
      }
      return value;
    }

    private String defaultOf(OptionComponent component) {
      String said = scope.otherwise().get(component.key());
      if (said != null) {
        return said;
      }
      for (Otherwise other : component.option().cases()) {
        if (holds(Condition.of(other.where())).orElse(false)) {
          return other.value();
        }
      }
      return component.option().otherwise();
    }

    private Object checked(OptionComponent component, Object written) {
      Object value = component.parse(written);
      if (value == null) {
        return wrong(InvalidOption.of(component.key(), component.typeRule(), written));
      }
      if (value instanceof String text && !component.matches(text)) {
        return wrong(InvalidOption.of(component.key(), component.option().rule(), text));
      }
      if (!(value instanceof Number number)) {
        return value;
      }
      Range range = range(component);
      if (range.holds(number.doubleValue())) {
        return value;
      }
      Declaration.Limit limit = limits.get(component.key());
      return wrong(
          new InvalidOption(
              component.key(),
              Ranges.rule(component, range) + (limit == null ? "" : " for " + limit.of()),
              value));
    }

    private Range range(OptionComponent component) {
      Range declared = component.range();
      Declaration.Limit limit = limits.get(component.key());
      if (limit != null) {
        return declared.within(limit.least(), limit.most());
      }
      String bound = component.option().atMost();
      return bound.isEmpty() || value(bound) == WRONG
          ? declared
          : declared.upTo(((Number) value(bound)).doubleValue());
    }

    private Object wrong(InvalidOption problem) {
      problems.add(problem);
      return WRONG;
    }
  }
}
