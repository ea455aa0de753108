package org.qusecnets.sweep.grid;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.qusecnets.sweep.Sha256;

/**
 * Names content by its hash: the SHA-256 of its canonical JSON.
 *
 * <p>Canonical JSON has no spaces and sorted keys, and numbers as plain decimals without needless
 * digits, so that {@code 50}, {@code 50.0} and {@code 5e1} are the same. CanonicalForm is made of
 * maps with string keys, iterables, strings, finite numbers, booleans and null.
 */
public final class Fingerprint {
  private static final int ID_LENGTH = 16;

  private Fingerprint() {}

  /** CanonicalForm that is rendered once and hashed as a part of others many times. */
  record Rendered(String json) {}

  /** The same content, rendered. */
  static Rendered render(Object content) {
    return new Rendered(canonical(content));
  }

  /**
   * The first 16 hexadecimal digits of {@link #sha256}: what is shown and stored as an id.
   *
   * @throws IllegalArgumentException if the content holds anything but JSON
   */
  public static String id(Object content) {
    return sha256(content).substring(0, ID_LENGTH);
  }

  /**
   * The SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the content holds anything but JSON
   */
  public static String sha256(Object content) {
    return Sha256.of(canonical(content).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The canonical JSON.
   *
   * @throws IllegalArgumentException if the content holds anything but JSON
   */
  public static String canonical(Object content) {
    if (content == null || content instanceof Boolean) {
      return String.valueOf(content);
    }
    if (content instanceof Rendered rendered) {
      return rendered.json();
    }
    if (content instanceof String string) {
      return quoted(string);
    }
    if (content instanceof Number number) {
      return decimal(number);
    }
    if (content instanceof Map<?, ?> map) {
      return object(map);
    }
    if (content instanceof Iterable<?> list) {
      return array(list);
    }
    throw new IllegalArgumentException("not JSON: " + content.getClass().getName());
  }

  /** A number as a plain decimal without needless digits. */
  public static String decimal(Number number) {
    try {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a JSON number: " + number, e);
    }
  }

  private static String object(Map<?, ?> map) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    StringJoiner members = new StringJoiner(",", "{", "}");
    sorted.forEach((key, value) -> members.add(quoted(key) + ":" + canonical(value)));
    return members.toString();
  }

  private static String array(Iterable<?> list) {
    StringJoiner elements = new StringJoiner(",", "[", "]");
    list.forEach(element -> elements.add(canonical(element)));
    return elements.toString();
  }

  private static String quoted(String string) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(string)) + '"';
  }
}
