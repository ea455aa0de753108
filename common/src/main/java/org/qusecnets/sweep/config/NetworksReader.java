package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

/**
 * Reads the networks of a part: one in the section {@code network}, or several on the axis {@code
 * networks}, which takes what its entries do not say from that section. Each has the name of an
 * architecture that there is, or layers of its own, with weights of a file or without.
 */
final class NetworksReader {
  private static final String SECTION = "network";
  private static final String AXIS = "networks";
  private static final String ARCHITECTURE = "architecture";
  private static final String NAME = "name";
  private static final Set<String> LAYERS = Set.of(NetworkOptions.LAYERS);
  private static final String EXAMPLE = "[{ name = paper-cnn }]";

  /** What layers of one's own in the section are called where it gives them no name. */
  private static final String OWN = "own";

  private final ConfigObject values;
  private final Problems problems;

  /**
   * An architecture that the part describes.
   *
   * @param layers where its layers are written, or null where they are a file's
   * @param pretrained what is in the file, or null
   */
  private record Described(
      Architecture architecture, ConfigList layers, PretrainedReader.Pretrained pretrained) {}

  /** By name. */
  private final Map<String, Described> described = new LinkedHashMap<>();

  NetworksReader(ConfigObject values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The networks; if one is wrong, others stand in until that is reported. */
  List<NetworkOptions> read() {
    ConfigValue axis = values.get(AXIS);
    if (axis == null || axis.valueType() == ConfigValueType.NULL) {
      return List.of(section());
    }
    if (!(axis instanceof ConfigList list) || list.isEmpty()) {
      problems.add(
          axis.origin(),
          "networks must be a list such as " + EXAMPLE + ", was " + Crossing.render(axis));
      return List.of(NetworkOptions.defaults());
    }
    checkSection();
    return axis(list);
  }

  /** Beside the axis the section says what all networks have in common, and names none. */
  private void checkSection() {
    ConfigValue section = values.get(SECTION);
    boolean isTakenBack = section == null || section.valueType() == ConfigValueType.NULL;
    if (!isTakenBack && !(section instanceof ConfigObject)) {
      problems.add(
          section.origin(),
          "network must be a section network { ... }, was " + Crossing.render(section));
    }
    for (String key : List.of(ARCHITECTURE, NetworkOptions.LAYERS)) {
      if (section instanceof ConfigObject entry && isGiven(entry, key)) {
        problems.add(
            entry.get(key).origin(),
            "network: "
                + key
                + " names one network, and networks several; remove one of the two (networks = null"
                + " takes back what a part inherits)");
      }
    }
  }

  private static boolean isGiven(ConfigObject entry, String key) {
    return entry.containsKey(key) && entry.get(key).valueType() != ConfigValueType.NULL;
  }

  private static boolean hasLayers(ConfigObject entry) {
    return isGiven(entry, NetworkOptions.LAYERS);
  }

  private NetworkOptions section() {
    Sections sections = new Sections(values, problems);
    if (!(values.get(SECTION) instanceof ConfigObject entry) || !hasLayers(entry)) {
      return sections.read(SECTION, NetworkOptions.DECLARATION, LAYERS);
    }
    if (isGiven(entry, ARCHITECTURE) && word(entry, ARCHITECTURE).isEmpty()) {
      problems.add(
          entry.get(ARCHITECTURE).origin(),
          "network: architecture must be one name, was "
              + Crossing.render(entry.get(ARCHITECTURE)));
    }
    String name = word(entry, ARCHITECTURE).orElse(OWN);
    Optional<Architecture> own = own(name, entry, entry.get(NetworkOptions.LAYERS));
    NetworkOptions others =
        sections.read(
            SECTION, NetworkOptions.DECLARATION, Set.of(NetworkOptions.LAYERS, ARCHITECTURE));
    return own.map(others::with).orElse(others);
  }

  private List<NetworkOptions> axis(ConfigList list) {
    List<ConfigObject> entries = new ArrayList<>();
    for (ConfigValue value : list) {
      if (!(value instanceof ConfigObject entry)) {
        problems.add(
            value.origin(),
            "networks: an entry must look like { name = paper-cnn }, was "
                + Crossing.render(value));
      } else if (entry.containsKey(ARCHITECTURE)) {
        problems.add(
            entry.get(ARCHITECTURE).origin(),
            "network: unknown key architecture; an entry of networks has a name");
      } else if (isGiven(entry, PretrainedReader.FORMAT)) {
        pretrained(entry).ifPresent(read -> entries.add(named(entry)));
      } else if (!hasLayers(entry) || own(entry).isPresent()) {
        entries.add(entry.withFallback(shared()));
      }
    }
    Set<String> names = new TreeSet<>(Architecture.words());
    names.addAll(described.keySet());
    Axis<NetworkOptions> axis =
        new Axis<>(SECTION, NAME, names, this::reading, NetworksReader::others);
    EntryReader<NetworkOptions> reader = new EntryReader<>(axis, LAYERS, problems);
    List<NetworkOptions> networks =
        entries.stream().flatMap(entry -> reader.read(entry).stream()).toList();
    return networks.isEmpty() ? List.of(NetworkOptions.defaults()) : networks;
  }

  /** How weights are drawn, which is what the section has to say, is nothing to those of a file. */
  private static ConfigObject named(ConfigObject entry) {
    return ConfigFactory.empty().root().withValue(NAME, entry.get(NAME)).withOrigin(entry.origin());
  }

  private Optional<Architecture> pretrained(ConfigObject entry) {
    return nameOf(entry, "give this network one")
        .filter(name -> isFree(name, entry))
        .flatMap(name -> new PretrainedReader(values, problems).read(name, entry))
        .map(
            read -> {
              Architecture architecture = read.architecture();
              described.put(architecture.name(), new Described(architecture, null, read));
              return architecture;
            });
  }

  /** What the section says of all networks. */
  private ConfigObject shared() {
    return values.get(SECTION) instanceof ConfigObject section
        ? section.withoutKey(NetworkOptions.LAYERS).withoutKey(ARCHITECTURE)
        : ConfigFactory.empty().root();
  }

  private Reading<NetworkOptions> reading(String name, Options options) {
    Architecture architecture =
        described.containsKey(name)
            ? described.get(name).architecture
            : Architecture.parse(name).orElseThrow();
    return NetworkOptions.DECLARATION.given(ARCHITECTURE, architecture).reading(options);
  }

  private static Map<String, Object> others(NetworkOptions network) {
    Map<String, Object> parameters = new LinkedHashMap<>(network.inOrder());
    parameters.remove(ARCHITECTURE);
    return parameters;
  }

  private Optional<Architecture> own(ConfigObject entry) {
    return nameOf(entry, "give these layers one")
        .flatMap(name -> own(name, entry, entry.get(NetworkOptions.LAYERS)));
  }

  private Optional<String> nameOf(ConfigObject entry, String remedy) {
    Optional<String> name = word(entry, NAME);
    if (name.isEmpty()) {
      problems.add(entry.origin(), "network: name is missing; " + remedy + ", as in name = mine");
    }
    return name;
  }

  /** Whether a network that the part describes can have a name; why not is among the problems. */
  private boolean isFree(String name, ConfigObject entry) {
    if (!SweepConfiguration.isName(name)) {
      problems.add(
          entry.origin(), "network: name must be made of a to z, 0 to 9 and -, was " + name);
      return false;
    }
    if (Architecture.parse(name).isPresent() || described.containsKey(name)) {
      problems.add(
          entry.origin(),
          "network "
              + name
              + ": there is a network of this name; give this one another name, or leave out its layers"
              + " or format");
      return false;
    }
    return true;
  }

  private static Optional<String> word(ConfigObject entry, String key) {
    return Optional.ofNullable(entry.get(key))
        .filter(Crossing::isScalar)
        .map(value -> value.unwrapped().toString());
  }

  private Optional<Architecture> own(String name, ConfigObject entry, ConfigValue written) {
    String context = "network " + name + ": ";
    if (!isFree(name, entry)) {
      return Optional.empty();
    }
    if (!(written instanceof ConfigList list)) {
      problems.add(
          written.origin(),
          context
              + "layers must be a list such as [{ conv = 32, kernel = 3 }, relu], was "
              + Crossing.render(written));
      return Optional.empty();
    }
    NetworkLayers.Layers read = NetworkLayers.read(list.unwrapped());
    for (NetworkLayers.Problem problem : read.problems()) {
      problems.add(origin(list, problem.place(), problem.key()), context + problem.message());
    }
    if (!read.problems().isEmpty()) {
      return Optional.empty();
    }
    Architecture own = Architecture.own(name, read.layers());
    described.put(name, new Described(own, list, null));
    return Optional.of(own);
  }

  /** Where a layer was written, or an option of it. */
  private static ConfigOrigin origin(ConfigList list, List<Integer> place, String key) {
    ConfigValue found = list;
    for (int number : place) {
      if (found instanceof ConfigObject block) {
        found = block.get("residual");
      }
      found = ((ConfigList) found).get(number);
    }
    return found instanceof ConfigObject layer && layer.containsKey(key)
        ? layer.get(key).origin()
        : found.origin();
  }

  /**
   * Reports why an architecture cannot work on images of a dataset, if it cannot.
   *
   * @param otherwise where that is told of an architecture that the part does not describe
   */
  void check(
      Architecture architecture,
      String dataset,
      ImageShape shape,
      int classes,
      ConfigOrigin otherwise) {
    Described own = described.get(architecture.name());
    if (own != null && own.pretrained != null) {
      Optional<String> obstacle = own.pretrained.obstacle(shape, classes);
      if (obstacle.isPresent()) {
        problems.add(otherwise, "dataset %s: %s".formatted(dataset, obstacle.get()));
        return;
      }
    }
    architecture
        .obstacle(shape, classes)
        .ifPresent(
            obstacle ->
                problems.add(
                    origin(architecture, obstacle.place(), otherwise),
                    "dataset %s: %s".formatted(dataset, obstacle.message())));
  }

  /**
   * Where a layer of an architecture was written, or all its layers.
   *
   * @param place numbers of the layer and of the blocks that it is inside of; empty for all
   * @param otherwise what is told of an architecture that the part does not describe
   */
  ConfigOrigin origin(Architecture architecture, List<Integer> place, ConfigOrigin otherwise) {
    Described own = described.get(architecture.name());
    return own == null || own.layers == null ? otherwise : origin(own.layers, place, "");
  }
}
