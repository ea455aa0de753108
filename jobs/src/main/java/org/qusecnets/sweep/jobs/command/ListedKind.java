package org.qusecnets.sweep.jobs.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.certificate.Certificates;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.dataset.format.DatasetFormats;
import org.qusecnets.sweep.dataset.format.SourceOptions;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.network.pretrained.format.NetworkFormats;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.PretrainedWeights;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

/** What there is of one kind of thing that a configuration can name. */
enum ListedKind {
  ATTACKS,
  CERTIFICATES,
  DEFENSES,
  DATASETS,
  FORMATS,
  LAYERS,
  NETWORKS,
  NETWORK_FORMATS,
  THRESHOLDS;

  /** As many as MNIST and CIFAR-10 have. */
  private static final int CLASSES = 10;

  /** The word for several, such as {@code attacks}. */
  String plural() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The word for one. */
  String singular() {
    return plural().substring(0, plural().length() - 1);
  }

  /** All there are, in alphabetical order or the order of their enum. */
  List<Listed> all() {
    return switch (this) {
      case ATTACKS -> attacks();
      case CERTIFICATES -> certificates();
      case DEFENSES -> defenses();
      case DATASETS -> datasets();
      case FORMATS -> formats();
      case LAYERS -> layers();
      case NETWORKS -> networks();
      case NETWORK_FORMATS -> networkFormats();
      case THRESHOLDS -> thresholds();
    };
  }

  private static List<Listed> attacks() {
    OptionDescription epsilons = epsilons("the attack's norm");
    return Attacks.types().stream()
        .map(
            type ->
                declared(
                    type,
                    Attacks.declaration(type),
                    Stream.concat(Stream.of(epsilons), threats(type).options().stream()).toList()))
        .toList();
  }

  private static OptionDescription epsilons(String norm) {
    return new OptionDescription(
        AttackSpecification.EPSILONS,
        "list of numbers",
        "",
        "",
        List.of(),
        "",
        "Bounds of the perturbation in " + norm + ".",
        "");
  }

  private static List<Listed> certificates() {
    return Certificates.types().stream()
        .map(
            type ->
                declared(
                    type,
                    Certificates.declaration(type),
                    List.of(epsilons("the certificate's norm"))))
        .toList();
  }

  /** The options of an attack's circumstances; of one that has no defaults, those of most. */
  private static Declaration<Threat> threats(String type) {
    return Attacks.reading(type, Options.of(Map.of()))
        .value()
        .map(Threat::declaration)
        .orElse(Threat.DECLARATION);
  }

  private static List<Listed> defenses() {
    return Defenses.types().stream()
        .map(type -> declared(type, Defenses.declaration(type), List.of()))
        .toList();
  }

  private static Listed declared(
      String type, Declaration<?> declaration, List<OptionDescription> shared) {
    return new Listed(
        type, declaration.says(), declaration.source(), Map.of(), declaration.options(), shared);
  }

  private static List<Listed> datasets() {
    return Datasets.names().stream().map(Datasets::named).map(ListedKind::dataset).toList();
  }

  /** With what every dataset that a configuration describes has besides. */
  private static List<Listed> formats() {
    List<OptionDescription> shared = SourceOptions.DECLARATION.options();
    return DatasetFormats.types().stream()
        .map(type -> declared(type, DatasetFormats.declaration(type), shared))
        .toList();
  }

  private static List<Listed> networkFormats() {
    return NetworkFormats.all().stream()
        .map(
            format ->
                new Listed(
                    format.type(),
                    format.says(),
                    "",
                    Map.of(),
                    List.of(),
                    PretrainedWeights.OPTIONS))
        .toList();
  }

  private static Listed dataset(DatasetDefinition dataset) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("train-images", dataset.trainSize());
    facts.put("test-images", dataset.testSize());
    facts.put("classes", dataset.classes());
    facts.put("channels", dataset.shape().channels());
    facts.put("height", dataset.shape().height());
    facts.put("width", dataset.shape().width());
    facts.put("homepage", dataset.homepage());
    facts.put("licence", dataset.licence());
    String says =
        format(
            "%,d training and %,d test images of %d x %d x %d, %d classes%s.",
            dataset.trainSize(),
            dataset.testSize(),
            dataset.shape().height(),
            dataset.shape().width(),
            dataset.shape().channels(),
            dataset.classes(),
            dataset.places().isEmpty() ? "; comes with the program" : "");
    return new Listed(dataset.name(), says, dataset.citation(), facts, List.of(), List.of());
  }

  private static List<Listed> networks() {
    return Architectures.ALL.stream()
        .map(
            network ->
                new Listed(
                    network.name(),
                    network.describe(),
                    network.source(),
                    facts(network),
                    NetworkOptions.DECLARATION.options().stream()
                        .filter(option -> !option.key().equals("architecture"))
                        .toList(),
                    List.of()))
        .toList();
  }

  /** Its layers on images such as CIFAR-10's, and its size on these and on MNIST's. */
  private static Map<String, Object> facts(Architecture network) {
    Map<String, Object> facts = new LinkedHashMap<>();
    ImageShape colour = new ImageShape(3, 32, 32);
    int number = 0;
    for (Architecture.Row row : network.rows(colour, CLASSES)) {
      ImageShape made = row.output();
      facts.put(
          "layer " + ++number,
          format(
              "%s: %d x %d x %d, %,d parameters, %,d multiplications",
              row.layer(),
              made.height(),
              made.width(),
              made.channels(),
              row.parameters(),
              row.multiplications()));
    }
    for (ImageShape shape : List.of(colour, new ImageShape(1, 28, 28))) {
      facts.put(
          format("%dx%dx%d", shape.height(), shape.width(), shape.channels()),
          format(
              "%,d parameters, %,d multiplications",
              network.parameters(shape, CLASSES), network.multiplications(shape, CLASSES)));
    }
    return facts;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** With the options of each kind; blocks have but a list of layers. */
  private static List<Listed> layers() {
    return NetworkLayers.types().stream()
        .map(
            type ->
                NetworkLayers.declaration(type)
                    .map(declaration -> declared(type, declaration, List.of()))
                    .orElseGet(() -> Listed.of(type, NetworkLayers.BLOCK, "He et al. 2016")))
        .toList();
  }

  private static List<Listed> thresholds() {
    return Arrays.stream(Placement.values())
        .map(
            placement ->
                switch (placement) {
                  case LINEAR ->
                      Listed.of(
                          Options.nameOf(placement),
                          "n levels have n - 1 thresholds at k/n; the option placement of cq, tq.",
                          "QuSecNets, Section III");
                  case AUTHORS_CODE ->
                      Listed.of(
                          Options.nameOf(placement),
                          "n thresholds at k/n, the last at 1; their sum is divided by n - 1.",
                          "QuSecNets_SSCNets_FaDec, the authors' program");
                })
        .toList();
  }
}
