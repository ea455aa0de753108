package org.qusecnets.sweep.recipe.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Suggestion;

/** All kinds of layers, by the word that names each, and lists of them as they are written. */
public final class NetworkLayers {
  /** What {@code residual} is. */
  public static final String BLOCK =
      "List of layers whose input is added to their output, through a convolution of 1 x 1 where the"
          + " shapes differ, { residual = [...] }, or through layers of one's own, { residual ="
          + " [...], shortcut = [...] }, of which there are none where the input is added as it is.";

  private static final String RESIDUAL = Residual.TYPE;
  private static final String SHORTCUT = Residual.SHORTCUT;
  private static final Map<String, Declaration<? extends NetworkLayer>> DECLARATIONS =
      new LinkedHashMap<>();

  static {
    declare("conv", Convolution.class, "Convolution of all channels.", "");
    declare("depthwise-conv", DepthwiseConvolution.class, "Convolution of each channel.", "");
    declare("max-pool", Pooling.Max.class, "Largest value of each place of a window.", "");
    declare("average-pool", Pooling.Average.class, "Mean of each place of a window.", "");
    declare("global-average-pool", GlobalAveragePool.class, "Mean of each channel.", "");
    declare(
        "batch-norm",
        BatchNormalization.class,
        "Batch normalisation; its statistics are frozen in attacks.",
        "Ioffe, Szegedy 2015");
    declare("dense", Dense.class, "Fully connected layer.", "");
    declare("dropout", Dropout.class, "Values left out in training.", "Srivastava et al. 2014");
    declare("flatten", Flatten.class, "Values in a row; dense layers do so by themselves.", "");
    declare("relu", Activation.Relu.class, "max(0, x).", "");
    declare("bounded-relu", Activation.BoundedRelu.class, "min(limit, max(0, x)).", "");
    declare("leaky-relu", Activation.LeakyRelu.class, "x above 0, else slope x.", "");
    declare(
        "elu", Activation.Elu.class, "x above 0, else alpha (exp(x) - 1).", "Clevert et al. 2015");
    declare("tanh", Activation.Tanh.class, "Hyperbolic tangent.", "");
    declare("sigmoid", Activation.Sigmoid.class, "1 / (1 + exp(-x)).", "");
    declare("softplus", Activation.Softplus.class, "log(1 + exp(x)).", "");
    declare("gelu", Activation.Gelu.class, "x times the normal distribution's share below x.", "");
  }

  private NetworkLayers() {}

  private static <L extends Record & NetworkLayer> void declare(
      String type, Class<L> kind, String says, String source) {
    DECLARATIONS.put(type, Declaration.of(kind).described(says, source));
  }

  /** What is wrong with a list of layers, and where. */
  public record Problem(List<Integer> place, String key, String message) {}

  /**
   * What came of a list of layers.
   *
   * @param layers those that are right
   * @param problems what is wrong with the others
   */
  public record Layers(List<NetworkLayer> layers, List<Problem> problems) {}

  /** The words of all kinds, {@code residual} last. */
  public static List<String> types() {
    return Stream.concat(DECLARATIONS.keySet().stream(), Stream.of(RESIDUAL)).toList();
  }

  /** The options of a kind; none of {@code residual}, which has but lists of layers. */
  public static Optional<Declaration<? extends NetworkLayer>> declaration(String type) {
    return Optional.ofNullable(DECLARATIONS.get(type));
  }

  /**
   * The layers that a list of words and maps, as of {@link NetworkLayer#written}, stands for.
   *
   * @param written words, and maps of numbers, words and lists of such layers
   */
  public static Layers read(List<?> written) {
    List<NetworkLayer> layers = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    read(written, List.of(), layers, problems);
    return new Layers(List.copyOf(layers), List.copyOf(problems));
  }

  private static void read(
      List<?> written, List<Integer> outside, List<NetworkLayer> layers, List<Problem> problems) {
    for (int i = 0; i < written.size(); i++) {
      List<Integer> place = new ArrayList<>(outside);
      place.add(i);
      read(written.get(i), place, problems).ifPresent(layers::add);
    }
  }

  private static Optional<NetworkLayer> read(
      Object written, List<Integer> place, List<Problem> problems) {
    if (written instanceof Map<?, ?> options) {
      return ofMap(options, place, problems);
    }
    String word = String.valueOf(written);
    if (RESIDUAL.equals(word)) {
      problems.add(
          new Problem(place, "", "residual must have layers, as in { residual = [relu] }"));
      return Optional.empty();
    }
    if (!DECLARATIONS.containsKey(word)) {
      problems.add(new Problem(place, "", "unknown layer " + word + Suggestion.of(word, types())));
      return Optional.empty();
    }
    return ofOptions(word, Map.of(), place, problems);
  }

  private static Optional<NetworkLayer> ofMap(
      Map<?, ?> written, List<Integer> place, List<Problem> problems) {
    Set<String> keys = new TreeSet<>();
    Map<String, Object> options = new LinkedHashMap<>();
    written.forEach(
        (key, value) -> {
          keys.add(String.valueOf(key));
          options.put(String.valueOf(key), value);
        });
    List<String> named = types().stream().filter(keys::contains).toList();
    if (named.size() != 1) {
      String key = keys.stream().findFirst().orElse("");
      problems.add(
          new Problem(
              place,
              key,
              named.isEmpty()
                  ? "a layer must be named by one of its keys, was "
                      + keys
                      + (keys.size() == 1 ? Suggestion.of(key, types()) : "")
                  : "a layer must be of one kind, was " + String.join(" and ", named)));
      return Optional.empty();
    }
    return named.get(0).equals(RESIDUAL)
        ? ofBlock(options, place, problems)
        : ofOptions(named.get(0), options, place, problems);
  }

  private static Optional<NetworkLayer> ofBlock(
      Map<String, Object> options, List<Integer> place, List<Problem> problems) {
    int before = problems.size();
    reportUnknown(RESIDUAL + ": ", options.keySet(), List.of(RESIDUAL, SHORTCUT), place, problems);
    if (!(options.get(RESIDUAL) instanceof List<?> written) || written.isEmpty()) {
      problems.add(
          new Problem(
              place, RESIDUAL, "residual must be a list of layers, was " + options.get(RESIDUAL)));
      return Optional.empty();
    }
    List<NetworkLayer> body = new ArrayList<>();
    read(written, place, body, problems);
    List<NetworkLayer> shortcut = shortcut(options, place, problems);
    return problems.size() == before ? Optional.of(new Residual(body, shortcut)) : Optional.empty();
  }

  /** The layers of a block's own shortcut; null if it has none. */
  private static List<NetworkLayer> shortcut(
      Map<String, Object> options, List<Integer> place, List<Problem> problems) {
    if (!options.containsKey(SHORTCUT)) {
      return null;
    }
    if (!(options.get(SHORTCUT) instanceof List<?> written)) {
      problems.add(
          new Problem(
              place, SHORTCUT, "shortcut must be a list of layers, was " + options.get(SHORTCUT)));
      return null;
    }
    // Places count the layers of the body.
    Layers read = read(written);
    read.problems()
        .forEach(
            problem ->
                problems.add(new Problem(place, SHORTCUT, "shortcut: " + problem.message())));
    return read.layers();
  }

  private static Optional<NetworkLayer> ofOptions(
      String type, Map<String, Object> written, List<Integer> place, List<Problem> problems) {
    int before = problems.size();
    Map<String, Object> scalars = new LinkedHashMap<>();
    Set<String> spoilt = new TreeSet<>();
    written.forEach(
        (key, value) -> {
          if (value instanceof List<?> sides && sides.size() == 2) {
            scalars.put(key, sides.get(0) + "x" + sides.get(1));
          } else if (value instanceof Collection || value instanceof Map || value == null) {
            spoilt.add(key);
          } else {
            scalars.put(key, value);
          }
        });
    Options options = Options.of(scalars, spoilt);
    Reading<? extends NetworkLayer> reading = DECLARATIONS.get(type).reading(options);
    for (InvalidOption problem : reading.problems()) {
      problems.add(new Problem(place, problem.key(), message(type, problem)));
    }
    spoilt.retainAll(options.known());
    for (String key : spoilt) {
      String rule = ": " + key + " must be one value, was " + written.get(key);
      problems.add(new Problem(place, key, type + rule));
    }
    reportUnknown(type + ": ", written.keySet(), options.known(), place, problems);
    return problems.size() == before
        ? reading.value().map(NetworkLayer.class::cast)
        : Optional.empty();
  }

  private static String message(String type, InvalidOption problem) {
    return problem.key().equals(type) ? problem.getMessage() : type + ": " + problem.getMessage();
  }

  private static void reportUnknown(
      String context,
      Collection<String> keys,
      Collection<String> known,
      List<Integer> place,
      List<Problem> problems) {
    for (String key : keys) {
      if (!known.contains(key)) {
        problems.add(
            new Problem(place, key, context + "unknown key " + key + Suggestion.of(key, known)));
      }
    }
  }
}
