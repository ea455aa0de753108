package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;

/** One network is one model, however it is written. */
class NetworkIdentityTest {
  @TempDir private Path folder;

  private Grid grid(String network) {
    return Grid.of(
        Configurations.read(
            Configurations.write(folder, "net.conf", network + "\n" + Configurations.SMALL)));
  }

  private Grid of(String layers) {
    return grid("network { architecture = mine, layers = [" + layers + "] }");
  }

  @Test
  void oneNetworkOnTheAxisIsTheSectionsSweep() {
    assertThat(grid("networks = [{ name = lenet-5 }]").id())
        .isEqualTo(grid("network.architecture = lenet-5").id());
  }

  @Test
  void layersDecideTheIdentity() {
    String one = "{ conv = 4, kernel = 5 }, relu";

    assertThat(of(one).id())
        .isEqualTo(of(one.replace("kernel = 5", "kernel = 5, padding = valid, stride = 1")).id())
        .isNotEqualTo(of(one.replace("kernel = 5", "kernel = 3")).id());
  }

  /** A row of values is what a dense layer takes of an image anyway. */
  @Test
  void layersThatComputeNothingDoNot() {
    Grid plain =
        of("{ conv = 4, kernel = 5 }, relu, { dense = 6 }, { residual = [tanh, { dense = 6 }] }");
    Grid written =
        of(
            "{ conv = 4, kernel = 5 }, flatten, relu, flatten, { dense = 6 },"
                + " { residual = [flatten, tanh, { dense = 6 }] }, flatten");

    assertThat(written.id()).isEqualTo(plain.id());
    assertThat(written.models())
        .extracting(ModelSpecification::id, ModelSpecification::weightsId)
        .isEqualTo(
            plain.models().stream().map(model -> tuple(model.id(), model.weightsId())).toList());
    assertThat(List.of(of("flatten, { dense = 6 }").id(), of("{ dense = 6 }, flatten").id()))
        .containsOnly(of("{ dense = 6 }").id());
  }

  @Test
  void partsMayWriteOneNetworkInTwoWays() {
    Grid grid =
        grid(
            """
            parts = [
              { network { architecture = mine, layers = [{ dense = 6 }] } }
              { network { architecture = mine, layers = [flatten, { dense = 6 }] } }
            ]
            """);

    assertThat(grid.models()).hasSize(1);
  }
}
