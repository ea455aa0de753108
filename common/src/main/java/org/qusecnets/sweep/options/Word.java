package org.qusecnets.sweep.options;

/**
 * A value that users write as a word, of which there are more than an enum can name.
 *
 * <p>Its class has {@code public static Optional<T> parse(String word)}, and {@code public static
 * List<String> words()}, which tells people what words there are.
 */
public interface Word {
  /** How users write it; its class reads it back as the same. */
  String word();
}
