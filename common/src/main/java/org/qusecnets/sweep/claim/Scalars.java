package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Values of configuration and tables as the same text, however they were written. */
final class Scalars {
  private Scalars() {}

  /** A number as a plain decimal without needless digits, all else as it prints. */
  static String text(Object value) {
    if (value instanceof JsonNode node) {
      return node.isNumber() ? plain(node.decimalValue()) : node.asText();
    }
    return value instanceof Number
        ? plain(new BigDecimal(value.toString()))
        : String.valueOf(value);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** The same value of one type, so that equal values are equal objects. */
  static Object normal(Object value) {
    if (!(value instanceof Number)) {
      return value;
    }
    BigDecimal number = new BigDecimal(value.toString());
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return number.doubleValue();
    }
  }
}
