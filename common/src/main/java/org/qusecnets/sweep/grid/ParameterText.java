package org.qusecnets.sweep.grid;

import java.util.Map;
import java.util.stream.Collectors;

/** Parameters in one line, for messages and plans. */
public final class ParameterText {
  private ParameterText() {}

  /** The type and what follows, such as {@code cq (levels = 2, z = 50)}. */
  public static String of(String type, Map<String, ?> parameters) {
    return parameters.isEmpty() ? type : type + " (" + of(parameters) + ")";
  }

  /** All parameters, such as {@code levels = 2, z = 50}. */
  public static String of(Map<String, ?> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String value(Object value) {
    return value instanceof Number number ? Fingerprint.decimal(number) : value.toString();
  }
}
