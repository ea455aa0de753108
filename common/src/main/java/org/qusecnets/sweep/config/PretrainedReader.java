package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.CheckValues;
import org.qusecnets.sweep.network.pretrained.NetworkFormat;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.format.NetworkFormats;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Suggestion;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.InputScale;
import org.qusecnets.sweep.recipe.PretrainedWeights;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

/** Reads a network that was trained elsewhere: an entry of {@code networks} with a format. */
final class PretrainedReader {
  static final String FORMAT = PretrainedWeights.FORMAT;
  private static final String FILE = PretrainedWeights.FILE;
  private static final String CHECK = PretrainedWeights.CHECK;
  private static final String FINE_TUNE = PretrainedWeights.FINE_TUNE;
  private static final String TRAINING = "training";
  private static final String NAME = "name";
  private static final Set<String> KEYS = keys();

  private final ConfigObject part;
  private final Problems problems;

  /** The network of an entry. */
  record Pretrained(Architecture architecture, PretrainedNetwork network) {
    /** Why it cannot work on images of a dataset, if it cannot. */
    Optional<String> obstacle(ImageShape shape, int classes) {
      String name = "network " + architecture.name();
      int channels = architecture.weights().scale().channels();
      if (!network.takes(shape)) {
        return Optional.of(
            "%s takes images of %s, not of %s; set size and channels of the dataset, or take another network"
                .formatted(name, sides(network.input()), sides(shape)));
      }
      if (network.classes() != classes) {
        return Optional.of(
            "%s tells %d classes apart, not %d; take a network that was trained on these classes"
                .formatted(name, network.classes(), classes));
      }
      return channels == 1 || channels == shape.channels()
          ? Optional.empty()
          : Optional.of(
              "%s has mean and std of %d channels, and images have %d; give one number, or one of each channel"
                  .formatted(name, channels, shape.channels()));
    }

    private static String sides(ImageShape shape) {
      return shape.height() + " x " + shape.width() + " x " + shape.channels();
    }
  }

  /**
   * A reader.
   *
   * @param part where the training section is, which fine-tuning takes from what it does not say
   */
  PretrainedReader(ConfigObject part, Problems problems) {
    this.part = part;
    this.problems = problems;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(Set.of(NAME, FORMAT));
    PretrainedWeights.OPTIONS.forEach(option -> keys.add(option.key()));
    return keys;
  }

  /** The network, or nothing where the entry is wrong; why is among the problems. */
  Optional<Pretrained> read(String name, ConfigObject entry) {
    String context = "network " + name + ": ";
    boolean known = checkKeys(context, entry);
    Optional<NetworkFormat> format = format(context, entry);
    Optional<Path> file = path(context, entry, FILE);
    boolean checked = entry.containsKey(CHECK);
    Optional<Path> check = checked ? path(context, entry, CHECK) : Optional.empty();
    Optional<InputScale> scale = scale(context, entry);
    Optional<TrainingOptions> fineTuning = fineTuning(context, entry);
    boolean hasPaths = file.isPresent() && check.isPresent() == checked;
    if (!known || format.isEmpty() || !hasPaths || scale.isEmpty()) {
      return Optional.empty();
    }
    ConfigOrigin origin = entry.get(FILE).origin();
    try {
      byte[] bytes = bytes(file.get());
      String sha256 = Sha256.of(bytes);
      if (!checkSha256(context, entry, sha256)) {
        return Optional.empty();
      }
      PretrainedNetwork network = format.get().read(bytes).behind(scale.get());
      if (check.isPresent() && !hasCheckValues(context, entry, check.get(), network)) {
        return Optional.empty();
      }
      PretrainedWeights weights =
          new PretrainedWeights(
              format.get().type(),
              file.get().toString(),
              sha256,
              scale.get(),
              check.map(Path::toString).orElse(""),
              fineTuning.orElse(null));
      return Optional.of(
          new Pretrained(Architecture.own(name, network.hidden()).with(weights), network));
    } catch (UnreadableNetwork e) {
      problems.add(origin, context + file.get() + " " + e.getMessage());
    } catch (NoSuchFileException e) {
      problems.add(origin, context + "there is no file " + file.get() + "; name one with file");
    } catch (IOException e) {
      problems.add(
          origin, context + file.get() + " cannot be read: " + e + "; check its permissions");
    }
    return Optional.empty();
  }

  private boolean checkKeys(String context, ConfigObject entry) {
    boolean known = true;
    for (String key : entry.keySet()) {
      if (!KEYS.contains(key)) {
        known = false;
        problems.add(
            entry.get(key).origin(),
            context
                + "unknown key "
                + key
                + " of a network with a format"
                + Suggestion.of(key, KEYS));
      }
    }
    return known;
  }

  private Optional<NetworkFormat> format(String context, ConfigObject entry) {
    Optional<String> written = text(context, entry, FORMAT);
    Optional<NetworkFormat> format = written.flatMap(NetworkFormats::named);
    if (written.isPresent() && format.isEmpty()) {
      List<String> types = NetworkFormats.types();
      problems.add(
          entry.get(FORMAT).origin(),
          context + "unknown format " + written.get() + Suggestion.of(written.get(), types));
    }
    return format;
  }

  /** The text of a key; what is wrong with it is among the problems. */
  private Optional<String> text(String context, ConfigObject entry, String key) {
    ConfigValue value = entry.get(key);
    if (value != null && value.valueType() == ConfigValueType.STRING) {
      return Optional.of(value.unwrapped().toString());
    }
    problems.add(
        value == null ? entry.origin() : value.origin(),
        context
            + key
            + (value == null
                ? " is missing; give it one"
                : " must be text, was " + Crossing.render(value)));
    return Optional.empty();
  }

  private Optional<Path> path(String context, ConfigObject entry, String key) {
    Optional<String> written = text(context, entry, key);
    try {
      return written.map(path -> problems.folder().resolve(path).normalize());
    } catch (InvalidPathException e) {
      problems.add(
          entry.get(key).origin(),
          context + key + " must be a path of this machine, was " + e.getInput());
      return Optional.empty();
    }
  }

  private boolean hasCheckValues(
      String context, ConfigObject entry, Path check, PretrainedNetwork network) {
    try {
      CheckValues.read(check, network);
      return true;
    } catch (UnreadableNetwork e) {
      problems.add(entry.get(CHECK).origin(), context + check + " " + e.getMessage());
    } catch (IOException e) {
      problems.add(entry.get(CHECK).origin(), context + check + " cannot be read: " + e);
    }
    return false;
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnreadableNetwork("is a folder", "name a file with file");
    }
    long size = Files.size(file);
    if (size > PretrainedWeights.MOST_BYTES) {
      throw new UnreadableNetwork(
          "has %,d bytes, more than %,d".formatted(size, PretrainedWeights.MOST_BYTES),
          "take a smaller network");
    }
    return Files.readAllBytes(file);
  }

  private boolean checkSha256(String context, ConfigObject entry, String found) {
    ConfigValue expected = entry.get(PretrainedWeights.SHA256);
    if (expected == null || expected.unwrapped().equals(found)) {
      return true;
    }
    problems.add(
        expected.origin(),
        context
            + "sha256 of the file is "
            + found
            + ", expected "
            + expected.unwrapped()
            + "; restore the file, or set sha256 to what it is now");
    return false;
  }

  private Optional<InputScale> scale(String context, ConfigObject entry) {
    Map<String, Object> written = new HashMap<>();
    InputScale.KEYS.forEach(
        key -> {
          if (entry.containsKey(key)) {
            written.put(key, entry.get(key).unwrapped());
          }
        });
    try {
      return Optional.of(InputScale.read(written));
    } catch (InvalidOption e) {
      problems.add(entry.get(e.key()).origin(), context + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<TrainingOptions> fineTuning(String context, ConfigObject entry) {
    ConfigValue written = entry.get(FINE_TUNE);
    if (written == null || written.valueType() == ConfigValueType.NULL) {
      return Optional.empty();
    }
    if (!(written instanceof ConfigObject section)) {
      problems.add(
          written.origin(),
          context
              + "fine-tune must be a section such as fine-tune { epochs = 1 }, was "
              + Crossing.render(written));
      return Optional.empty();
    }
    ConfigObject whole =
        part.get(TRAINING) instanceof ConfigObject training
            ? section.withFallback(training)
            : section;
    TrainingOptions options =
        new Sections(ConfigFactory.empty().root().withValue(FINE_TUNE, whole), problems)
            .read(FINE_TUNE, TrainingOptions.DECLARATION);
    if (options.parallelism() == Parallelism.DATA) {
      problems.add(
          written.origin(),
          context + "fine-tune must not have parallelism = data; set parallelism = model");
    }
    return Optional.of(options);
  }
}
