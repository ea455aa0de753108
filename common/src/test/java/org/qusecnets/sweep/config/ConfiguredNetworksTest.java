package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;

/** Networks that a configuration names or describes. */
class ConfiguredNetworksTest {
  private static final String OTHERS =
      """
      datasets = [{ name = mnist }]
      defenses = [{ type = none }, { type = cq, levels = 2 }]
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1, 2]
      """;

  @TempDir private Path folder;

  private SweepConfiguration read(String networks, String... others) {
    Path file =
        Configurations.write(
            folder, "net.conf", networks + "\n" + OTHERS + String.join("\n", others));
    return ConfigurationReader.read(file, List.of(), Configurations.CATALOG);
  }

  private List<NetworkOptions> networks(String written) {
    return read(written).parts().get(0).networks();
  }

  private void assertProblems(String networks, String... problems) {
    assertThatThrownBy(() -> read(networks))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(problems);
  }

  @Test
  void layersOfOnesOwnAreReadAndWrittenTheSame() {
    NetworkOptions network =
        networks(
                """
                network {
                  architecture = mine, initialization = he
                  layers = [
                    { conv = 8, kernel = [3, 5], padding = same }, batch-norm, relu
                    { residual = [{ conv = 12, kernel = 3, stride = 2, padding = 1 }, { gelu = tanh }] }
                    { max-pool = 2 }, flatten, { dense = 20 }, { leaky-relu = 0.1 }, { dropout = 0.25 }
                  ]
                }
                """)
            .get(0);

    assertThat(network.architecture().name()).isEqualTo("mine");
    assertThat(network.initialization()).isEqualTo(Initialization.HE);
    assertThat(network.architecture().describe())
        .isEqualTo(
            "conv 8 3x5 same, batch-norm, relu, residual [conv 12 3x3/2 padding 1, gelu],"
                + " max-pool 2x2/2, flatten, dense 20, leaky-relu, dropout 0.25, dense.");
    assertThat(NetworkOptions.read(network.parameters()).parameters())
        .isEqualTo(network.parameters());
  }

  @Test
  void theEffectiveConfigurationOfSeveralReadsBackToAnEqualOne() {
    SweepConfiguration sweep =
        read(
            "networks = [{ name = lenet-5, initialization = he }, { name = mine, layers = ["
                + "{ conv = 8, kernel = [3, 5] }, { residual = [relu, { conv = 8, kernel = 3, padding = same }] }] }]");

    Path effective = Configurations.write(folder, "effective.conf", sweep.effective());

    assertThat(Configurations.read(effective)).isEqualTo(sweep);
  }

  @Test
  void shortcutsOfOnesOwnAreReadAndWrittenTheSame() {
    NetworkOptions network =
        networks(
                """
                network.layers = [
                  { residual = [{ conv = 4, kernel = 3 }, relu], shortcut = [{ max-pool = 3, stride = 1 }, { conv = 4, kernel = 1 }] }
                  { residual = [{ conv = 4, kernel = 1 }], shortcut = [] }
                  { residual = [{ conv = 4, kernel = 1 }] }
                ]
                """)
            .get(0);

    assertThat(network.architecture().describe())
        .isEqualTo(
            "residual [conv 4 3x3, relu] shortcut [max-pool 3x3, conv 4 1x1],"
                + " residual [conv 4 1x1] shortcut [], residual [conv 4 1x1], dense.");
    assertThat(NetworkOptions.read(network.parameters())).isEqualTo(network);
    assertThat(network.parameters().toString())
        .contains(
            "{residual=[{conv=4, ", "shortcut=[{max-pool=3, ", "shortcut=[]}", "dilation=1}]}]");
  }

  @Test
  void aSectionThatIsTakenBackLeavesTheAxis() {
    assertThat(
            networks(
                "network { architecture = resnet-20 }, network = null, networks = [{ name = lenet-5 }]"))
        .extracting(network -> network.architecture().name())
        .containsExactly("lenet-5");
  }

  @Test
  void namesAreTheNetworksOfTheProgram() {
    assertThat(networks("network.architecture = resnet-20").get(0).architecture())
        .isEqualTo(Architectures.RESNET_20);
    assertThat(networks("network.architecture = resnet-20").get(0).parameters())
        .containsOnlyKeys("architecture", "initialization");
  }

  @Test
  void severalNetworksAreAnAxis() {
    SweepConfiguration configuration =
        read(
            """
            network.initialization = glorot-uniform
            networks = [
              { name = lenet-5 }
              { name = mine, layers = [{ conv = 4, kernel = 5 }, relu], initialization = [he, cleverhans-v2] }
            ]
            """);
    Grid grid = Grid.of(configuration);

    assertThat(configuration.parts().get(0).networks())
        .extracting(network -> network.architecture().name() + " " + network.initialization())
        .containsExactly("lenet-5 GLOROT_UNIFORM", "mine HE", "mine CLEVERHANS_V2");
    assertThat(grid.cells()).hasSize(3 * 2 * 2);
    assertThat(grid.models()).hasSize(3 * 2 * 2);
    assertThat(
            grid.cells().stream()
                .map(Cell::model)
                .map(model -> model.recipe().network().architecture().name())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting())))
        .containsEntry("lenet-5", 4L)
        .containsEntry("mine", 8L);
  }

  @Test
  void transferredImagesComeFromTheSameNetwork() {
    Grid grid =
        Grid.of(
            read(
                "networks = [{ name = lenet-5 }, { name = mlp-200-200 }]",
                "attacks = [{ type = fgsm, threat-model = transfer, epsilons = [0.1] }]"));

    assertThat(grid.cells())
        .isNotEmpty()
        .allSatisfy(
            cell ->
                assertThat(cell.source().recipe().network())
                    .isEqualTo(cell.model().recipe().network()));
    assertThat(grid.models()).extracting(ModelSpecification::id).doesNotHaveDuplicates();
  }

  @Test
  void transferFromANamedNetworkIsMadeOnItsUndefendedModel() {
    Grid grid =
        Grid.of(
            read(
                "networks = [{ name = lenet-5 }, { name = mlp-200-200 }]",
                "attacks = [{ type = fgsm, threat-model = transfer, source-network = [lenet-5,"
                    + " mlp-200-200], epsilons = [0.1] }]"));
    Grid plain =
        Grid.of(
            read(
                "networks = [{ name = lenet-5 }, { name = mlp-200-200 }]",
                "attacks = [{ type = fgsm, threat-model = transfer, epsilons = [0.1] }]"));

    assertThat(grid.cells()).hasSize(2 * 2 * 2 * 2);
    assertThat(grid.models()).hasSize(2 * 2 * 2);
    assertThat(grid.cells())
        .extracting(cell -> cell.source().recipe().network().architecture().name())
        .containsOnly("lenet-5", "mlp-200-200");
    assertThat(grid.cells())
        .extracting(cell -> cell.source().defense().type())
        .containsOnly("none");
    // What comes from the attacked model's own network is what comes without a name.
    assertThat(grid.cells()).extracting(Cell::id).containsAll(ids(plain)).doesNotHaveDuplicates();
  }

  private static List<String> ids(Grid grid) {
    return grid.cells().stream().map(Cell::id).toList();
  }

  @Test
  void sourceOfATransferMustBeOneOfTheNetworks() {
    String transfer =
        "attacks = [{ type = fgsm, threat-model = transfer, source-network = %s, epsilons = [0.1] }]";
    assertThatThrownBy(
            () -> read("networks = [{ name = lenet-5 }]", transfer.formatted("resnet-20")))
        .hasMessageContaining(
            "attack fgsm: source-network must be one of the networks, lenet-5, was resnet-20");
    assertThatThrownBy(
            () ->
                read(
                    "networks = [{ name = lenet-5, initialization = [he, glorot-uniform] }]",
                    transfer.formatted("lenet-5")))
        .hasMessageContaining("was lenet-5, which are several");
    assertThatThrownBy(
            () ->
                read(
                    "networks = [{ name = lenet-5 }]",
                    "attacks = [{ type = fgsm, source-network = lenet-5, epsilons = [0.1] }]"))
        .hasMessageContaining(
            "source-network is for transfers; leave it out where threat-model is white-box, was"
                + " lenet-5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ conv = 4 } | conv: kernel must be one of N, ROWSxCOLUMNS, was missing",
        "{ conv = 0, kernel = 3 } | conv must be from 1 to 65536, was 0",
        "{ conv = 4, kernl = 3 } | conv: unknown key kernl; did you mean kernel?",
        "{ conv = 4, kernel = 3, bias = true } | conv: unknown key bias; known are conv, dilation, kernel, padding, stride",
        "{ conv = 4, kernel = 3, bias = [1, 2, 3] } | conv: unknown key bias; known are conv",
        "{ residual = [relu], way = none } | residual: unknown key way; known are residual, shortcut",
        "{ conv = 4, kernel = true } | conv: kernel must be one of N, ROWSxCOLUMNS, was true",
        "{ conv = 4, kernel = null } | conv: kernel must be one value, was null",
        "{ batch-norm = true } | batch-norm must be a number, was true",
        "{ conv = 4, kernel = 3, padding = some } | conv: padding must be one of same, valid, N, was",
        "{ conv = 4, kernel = [1, 2, 3] } | conv: kernel must be one value, was [1, 2, 3]",
        "rely | unknown layer rely; did you mean relu?",
        "{ covn = 4 } | a layer must be named by one of its keys, was [covn]; did you mean conv?",
        "{ conv = 4, dense = 4 } | a layer must be of one kind, was conv and dense",
        "residual | residual must have layers, as in { residual = [relu] }",
        "{ residual = [] } | residual must be a list of layers, was []",
        "{ residual = [relu], shortcut = 3 } | shortcut must be a list of layers, was 3",
        "{ residual = [relu], shortcut = relu } | shortcut must be a list of layers, was relu",
        "{ residual = [relu], shortcut = [rely, { conv = 0, kernel = 1 }] } | shortcut: unknown layer rely; did you mean relu?",
        "{ residual = [relu], shortcut = [{ conv = 0, kernel = 1 }] } | shortcut: conv must be from 1 to 65536, was 0",
        "{ residual = [relu], shortct = [] } | residual: unknown key shortct; did you mean shortcut?",
        "{ shortcut = [relu] } | a layer must be named by one of its keys, was [shortcut]",
        "max-pool | max-pool must be one of N, ROWSxCOLUMNS, was missing",
        "{ dropout = 1 } | dropout must be above 0 and below 1, was 1"
      })
  void whatIsWrongWithALayerIsToldWithItsLine(String layer, String problem) {
    assertProblems(
        "network {\n  architecture = mine\n  layers = [\n    relu\n    " + layer + "\n  ]\n}",
        "net.conf:5: network mine: " + problem);
  }

  @Test
  void keysThatNoNetworkHasAreToldWithThoseThatThereAre() {
    assertProblems(
        "networks = [{ name = lenet-5, filters = 3 }]",
        "net.conf:1: network lenet-5: unknown key filters; known are initialization, layers, name");
    assertProblems(
        "network.filters = 3",
        "net.conf:1: network: unknown key filters; known are architecture, initialization, layers");
    assertProblems("network.layer = relu", "network: unknown key layer; did you mean layers?");
    assertProblems(
        "network { layers = [relu], architecture = [a] }",
        "net.conf:1: network: architecture must be one name, was [\"a\"]");
  }

  @Test
  void layersInsideOfBlocksHaveTheirOwnLines() {
    assertProblems(
        """
        network.layers = [
          { residual = [
            relu
            { conv = 4, kernel = 3, padding = 77777 }
            tahn
          ] }
        ]
        """,
        "net.conf:4: network own: conv: padding must be one of same, valid, N",
        "net.conf:5: network own: unknown layer tahn; did you mean tanh?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ conv = 4, kernel = 29 } | mine does not fit images of 28 x 28: conv 4 29x29: its 29 x 29 meets 28 x 28",
        "{ max-pool = 3, padding = 3 } | max-pool 3x3/3 padding 3: its padding of 3 leaves nothing of the image",
        "{ residual = [{ conv = 4, kernel = 5, stride = 2 }] } | its layers make 12 x 12 of 28 x 28, which no stride",
        "{ residual = [{ conv = 4, kernel = 5 }], shortcut = [{ conv = 4, kernel = 3 }] } | its layers make 4 x 24 x 24, and its shortcut 4 x 26 x 26",
        "{ residual = [{ conv = 4, kernel = 5 }], shortcut = [] } | its layers make 4 x 24 x 24, and its shortcut 1 x 28 x 28",
        "{ residual = [relu], shortcut = [{ conv = 4, kernel = 29 }] } | residual: in its shortcut, conv 4 29x29: its 29 x 29 meets 28 x 28",
        "{ dense = 1000000 } | mine would have 795,000,010 weights for images of 28 x 28, more than 268,435,456",
        "{ conv = 65536, kernel = 1 } | conv 65536 1x1: it would make more than 4,000,000 values of an image",
        "{ conv = 65536, kernel = 1, padding = 99 } | conv 65536 1x1 padding 99: its padding of 99 leaves nothing"
      })
  void geometryIsCheckedBeforeAnyWork(String layer, String problem) {
    assertProblems("network { architecture = mine, layers = [" + layer + "] }", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ dense = 6 }, relu, { conv = 4, kernel = 1 } | conv 4 1x1: it takes an image, of which a layer before it left no rows",
        "{ dense = 6 }, { max-pool = 1 } | max-pool 1x1: it takes an image",
        "global-average-pool, { conv = 3, kernel = 1 } | conv 3 1x1: it takes an image",
        "global-average-pool, global-average-pool | global-average-pool: it takes an image",
        "{ dense = 6 }, { depthwise-conv = 1, kernel = 1 } | depthwise-conv 1 1x1: it takes an image",
        "{ conv = 2, kernel = 3 }, { residual = [{ dense = 5 }] } | residual: its layers make 5 values of 1352",
        "{ dense = 6 }, { residual = [{ dense = 7 }] } | residual: its layers make 7 values of 6",
        "{ residual = [flatten] } | residual: its layers change nothing",
        "{ residual = [flatten], shortcut = [relu] } | residual: its layers change nothing",
        "{ residual = [global-average-pool, { dense = 2 }], shortcut = [{ conv = 2, kernel = 28 }] } | of its layers and its shortcut, one leaves no image to the sum",
        "{ residual = [{ dense = 2 }], shortcut = [{ dense = 2 }] }, { max-pool = 1 } | max-pool 1x1: it takes an image",
        "flatten, batch-norm | flatten leaves no image to batch-norm"
      })
  void layersMustTakeTheFormThatComesToThem(String layers, String problem) {
    assertProblems("network { architecture = mine, layers = [" + layers + "] }", problem);
  }

  @Test
  void sectionNamesNoNetworkBesideTheAxis() {
    String axis = "networks = [{ name = lenet-5 }]\n";
    assertProblems(
        axis + "network.architecture = mlp-200-200",
        "net.conf:2: network: architecture names one network, and networks several; remove one of"
            + " the two (networks = null takes back what a part inherits)");
    assertProblems(axis + "network.layers = [tanh]", "net.conf:2: network: layers names one");
    assertProblems(axis + "network = lenet-5", "network must be a section network { ... }");
    assertProblems(
        "networks = [{ name = lenet-5, architecture = resnet-20 }]",
        "network: unknown key architecture; an entry of networks has a name");
  }

  @Test
  void partsTakeBackWhatTheyInherit() {
    SweepConfiguration layers =
        read(
            "network { architecture = mine, layers = [{ dense = 5 }, relu] }",
            "parts = [{}, { network { architecture = lenet-5, layers = null } }]");
    SweepConfiguration axis =
        read(
            "networks = [{ name = 5, layers = [{ dense = 5 }, relu] }]",
            "parts = [{}, { networks = null, network.architecture = lenet-5 }]");

    assertThat(names(layers)).containsExactly("mine", "lenet-5");
    assertThat(names(axis)).containsExactly("5", "lenet-5");
  }

  private static List<String> names(SweepConfiguration configuration) {
    return configuration.parts().stream()
        .flatMap(part -> part.networks().stream())
        .map(network -> network.architecture().name())
        .toList();
  }

  @Test
  void geometryIsToldWhereTheLayerIs() {
    assertProblems(
        """
        networks = [
          { name = first, layers = [
            { conv = 4, kernel = 28 }
            relu
            { conv = 4, kernel = 2 }
          ] }
          { name = second, layers = [flatten, { conv = 4, kernel = 1 }] }
        ]
        """,
        "net.conf:5: dataset mnist: first does not fit images of 28 x 28: conv 4 2x2: its 2"
            + " x 2 meets 1 x 1; set another size, or another network",
        "net.conf:7: dataset mnist: second does not fit images of 28 x 28: flatten leaves no"
            + " image to conv 4 1x1");
  }

  @Test
  void namesMustBeNewAndTellApart() {
    assertProblems(
        "networks = [{ name = lenet-5, layers = [relu] }, { name = a, layers = [relu] }, { name = a,"
            + " layers = [tanh] }, { layers = [relu] }, { name = lenet }, 7]",
        "network lenet-5: there is a network of this name; give this one another name, or leave"
            + " out its layers or format",
        "network a: there is a network of this name",
        "network: name is missing; give these layers one, as in name = mine",
        "unknown network lenet; did you mean lenet-5?",
        "networks: an entry must look like { name = paper-cnn }, was 7");
    assertProblems(
        "networks = []", "networks must be a list such as [{ name = paper-cnn }], was []");
    assertProblems(
        "networks = [{ name = lenet-5 }, { name = lenet-5 }]", "network lenet-5", "is there twice");
  }

  @Test
  void defensesAndCertificatesThatDoNotFitAreTold() {
    String smooth = "network { architecture = smooth, layers = [{ dense = 5 }, tanh] }\n";
    assertThatThrownBy(
            () ->
                read(
                    smooth,
                    "defenses = [{ type = bounded-relu }, { type = interval-training, epsilon = 0.1 }]",
                    "certificates = [{ type = crown, epsilons = [0.1] }]"))
        .hasMessageContainingAll(
            "defense bounded-relu of network smooth: defense must be of a network with relu, which"
                + " it bounds; take another network",
            "defense interval-training of network smooth: defense must not train on boxes of"
                + " images: its network has tanh where bounds are known for rectifiers only");
    assertThatThrownBy(() -> read(smooth, "certificates = [{ type = crown, epsilons = [0.1] }]"))
        .hasMessageContaining(
            "certificate crown proves nothing of any defense here: none: its network has tanh where"
                + " bounds are known for rectifiers only");
    assertThatThrownBy(
            () ->
                read(
                    "network.architecture = resnet-20",
                    "datasets = [{ name = cifar10 }]",
                    "training.parallelism = data"))
        .hasMessageContaining("defense none: its training is of a network with batch-norm");
  }

  @Test
  void everyNetworkWithANameFitsImagesOfBothOfThePapersDatasets() {
    for (Architecture architecture : Architectures.ALL) {
      for (ImageShape shape : List.of(new ImageShape(1, 28, 28), new ImageShape(3, 32, 32))) {
        assertThat(architecture.obstacle(shape, 10)).as(architecture.name()).isEmpty();
      }
    }
    assertThat(Architectures.PAPER_CNN.obstacle(new ImageShape(1, 8, 8), 10)).isPresent();
  }
}
