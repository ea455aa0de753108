package org.qusecnets.sweep.options;

/**
 * An option whose value is wrong: thrown by the compact constructors of option records, which know
 * the rule but not where the value was written. Whoever reads the configuration adds file and line.
 */
public final class InvalidOption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * A wrong value.
   *
   * @param key the option's key as the user writes it, such as {@code learning-rate}
   * @param rule what the value must be, such as {@code must be above 0}
   * @param value what it was
   */
  public InvalidOption(String key, String rule, Object value) {
    super(key + " " + rule + ", was " + value);
    this.key = key;
  }

  /**
   * A value that may be right elsewhere, and that the rule names.
   *
   * @param key the option's key as the user writes it
   * @param rule why it cannot be that and what to take instead, such as {@code must not be box
   *     where the norm is l2; take adapted}
   */
  public InvalidOption(String key, String rule) {
    super(key + " " + rule);
    this.key = key;
  }

  /** What the user wrote, if anything, is no value of the option's type. */
  static InvalidOption of(String key, String rule, Object written) {
    if (written == null) {
      return new InvalidOption(key, rule, "missing");
    }
    String value = written instanceof String ? "\"" + written + "\"" : written.toString();
    String renamed =
        Renamed.value(key, written).map(now -> ", which is called " + now + " now").orElse("");
    return new InvalidOption(key, rule, value + renamed);
  }

  /** The option's key. */
  public String key() {
    return key;
  }
}
