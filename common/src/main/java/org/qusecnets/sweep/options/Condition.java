package org.qusecnets.sweep.options;

/**
 * A condition on an option: that it has a value, or that it has not.
 *
 * @param key the option's
 * @param equal whether it must have the value
 * @param value as users write it
 */
record Condition(String key, boolean equal, String value) {
  /** The condition that a declaration writes as {@code key = value} or {@code key != value}. */
  static Condition of(String text) {
    boolean equal = !text.contains("!=");
    String[] sides = text.split(equal ? "=" : "!=", 2);
    if (sides.length != 2) {
      throw new IllegalStateException("\"" + text + "\" is not of the form key = value");
    }
    return new Condition(sides[0].strip(), equal, sides[1].strip());
  }

  /** Whether it holds for this value of the option. */
  boolean holds(OptionComponent option, Object actual) {
    return option.declared(value).equals(option.comparable(actual)) == equal;
  }

  /** In words, such as {@code parallelism is data}. */
  String words() {
    return key + (equal ? " is " : " is not ") + value;
  }
}
