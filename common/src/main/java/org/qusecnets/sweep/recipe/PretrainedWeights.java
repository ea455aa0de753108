package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.OptionDescription;

/**
 * The weights of a network that was trained elsewhere.
 *
 * @param format what the file is
 * @param file where it is, as this machine names it; empty where only its content is known
 * @param sha256 SHA-256 of the file
 * @param scale what the network takes for pixels
 * @param check a file of images and the logits that the network makes of them where it was trained,
 *     as this machine names it; empty if there is none
 * @param fineTuning how it is trained further where a defense needs training, or null if it must
 *     not be
 */
public record PretrainedWeights(
    String format,
    String file,
    String sha256,
    InputScale scale,
    String check,
    TrainingOptions fineTuning)
    implements Serializable {
  /** The largest file. */
  public static final long MOST_BYTES = 1L << 30;

  /** The key of the format, which a network of other weights does not have. */
  public static final String FORMAT = "format";

  /** The key of the file's SHA-256. */
  public static final String SHA256 = "sha256";

  /** The key of the file. */
  public static final String FILE = "file";

  /** The key of the file with images and their logits. */
  public static final String CHECK = "check";

  /** The key of the section that says how it is trained further. */
  public static final String FINE_TUNE = "fine-tune";

  private static final String NUMBERS = "number or list of numbers";

  /** What a configuration says of such a network besides its name and format. */
  public static final List<OptionDescription> OPTIONS =
      List.of(
          option(FILE, "text", "", "The file, relative to the configuration."),
          option(
              CHECK,
              "text",
              "none",
              "A NumPy archive with check_images, pixels from 0 to 1, and check_logits, what the"
                  + " network makes of them where it was trained: a sweep does not begin where its"
                  + " logits differ by more than 1e-4 of the largest or of 1."),
          option(SHA256, "text", "none", "SHA-256 that the file must have."),
          option(
              InputScale.INPUT,
              "list of two numbers",
              "[0, 1]",
              "What the network takes for black and for white, before mean and std."),
          option(
              InputScale.MEAN,
              NUMBERS,
              "0",
              "What is taken off each channel, or all of them, on the scale of input."),
          option(
              InputScale.DEVIATION,
              NUMBERS,
              "1",
              "What each channel, or all of them, is divided by then."),
          option(
              FINE_TUNE,
              "section",
              "none",
              "How it is trained further where a defense has something to learn, as in training,"
                  + " which says the rest. Without it such defenses are refused."));

  /**
   * Those of {@link #parameters}, if there are any.
   *
   * @throws InvalidOption if they are wrong
   */
  static Optional<PretrainedWeights> read(Map<String, Object> parameters) {
    return parameters.containsKey(FORMAT)
        ? Optional.of(
            new PretrainedWeights(
                String.valueOf(parameters.get(FORMAT)),
                "",
                String.valueOf(parameters.get(SHA256)),
                InputScale.read(parameters),
                "",
                null))
        : Optional.empty();
  }

  private static OptionDescription option(String key, String type, String otherwise, String says) {
    return new OptionDescription(key, type, otherwise, "", List.of(), "", says, "");
  }

  /** What a copy of the file is called, whose name tells its content. */
  public String fileName() {
    return sha256 + "." + format;
  }

  /** How it is trained further, if it may be. */
  public Optional<TrainingOptions> fineTuned() {
    return Optional.ofNullable(fineTuning);
  }

  /** All that decides what the network computes, wherever its file lies. */
  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(scale.parameters());
    parameters.put(FORMAT, format);
    parameters.put(SHA256, sha256);
    return parameters;
  }

  /** As a configuration of this machine writes them. */
  SortedMap<String, Object> written() {
    SortedMap<String, Object> written = parameters();
    written.put(FILE, file);
    if (!check.isEmpty()) {
      written.put(CHECK, check);
    }
    fineTuned().ifPresent(training -> written.put(FINE_TUNE, training.parameters()));
    return written;
  }
}
