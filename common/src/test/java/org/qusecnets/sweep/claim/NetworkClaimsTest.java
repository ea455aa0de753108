package org.qusecnets.sweep.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.claim.CellRows.cell;
import static org.qusecnets.sweep.claim.CellRows.model;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Claims about networks by their names, on cells that are worked out by hand. Of 100 images the
 * Wilson intervals of 10, 54 and 88 correct do not overlap.
 */
class NetworkClaimsTest {
  private static final List<ModelRow> MODELS =
      List.of(
          network("lenet", "lenet-5", "he", ""),
          network("narrow", "narrow", "he", ",\"layers\":[{\"dense\":10},\"relu\"]"),
          network("narrow glorot", "narrow", "glorot", ",\"layers\":[{\"dense\":10},\"relu\"]"),
          network("wide", "wide", "he", ",\"layers\":[{\"dense\":20},\"relu\"]"),
          network("wide glorot", "wide", "glorot", ",\"layers\":[{\"dense\":20},\"relu\"]"));

  @TempDir private Path folder;

  private static ModelRow network(String id, String name, String initialization, String layers) {
    return model(
        id,
        "{\"network\":{\"architecture\":\"%s\",\"initialization\":\"%s\"%s},\"training\":{}}"
            .formatted(name, initialization, layers));
  }

  private static CellRow under(String model, double epsilon, long correct) {
    return cell(
        "modelId",
        model,
        "cellId",
        model + epsilon,
        "epsilon",
        epsilon,
        "adversarialCorrect",
        correct);
  }

  private static CellRow transfer(String source, String model, long correct) {
    return cell(
        "modelId",
        model,
        "cellId",
        source + " to " + model,
        "sourceModelId",
        source,
        "threatModel",
        "transfer",
        "adversarialCorrect",
        correct);
  }

  private ClaimRow judge(String claim, CellRow... cells) {
    return ClaimTable.rows(List.of(Judged.claim(folder, claim)), List.of(cells), MODELS).get(0);
  }

  @Test
  void cellsOfANetworkAreThoseOfItsName() {
    CellRow[] cells = {
      under("narrow", 0.3, 10), under("narrow glorot", 0.3, 54), under("wide", 0.3, 88)
    };

    assertThat(judge("compare = value, of = { network = wide }, paper = 88", cells).ours().value())
        .isEqualTo(88);
    assertThat(
            judge("compare = value, of = { network = narrow }, paper = 32", cells).ours().value())
        .isEqualTo(32);
    assertThat(
            judge(
                    "compare = value, of = { network { name = narrow, initialization = glorot } },"
                        + " paper = 54",
                    cells)
                .measured())
        .isEqualTo("accuracy in %: network narrow, network.initialization glorot");
  }

  @Test
  void networksOfAnotherNameAreComparedWhateverTheirLayersAre() {
    ClaimRow row =
        judge(
            "compare = drops, of = { network = wide }, over = { network = narrow }",
            under("narrow glorot", 0.1, 54),
            under("narrow glorot", 0.3, 10),
            under("wide", 0.1, 88),
            under("wide", 0.3, 88));

    assertThat(row.verdict()).isEqualTo("reproduced");
    assertThat(row.ours().value()).isEqualTo(56);
    assertThat(row.cells()).isEqualTo(4);
  }

  @Test
  void whatASideSaysOfItsNetworkIsNotAskedOfTheOther() {
    ClaimRow row =
        judge(
            "compare = exceeds, of = { network { architecture = wide, initialization = glorot } },"
                + " over = { network { architecture = lenet-5 } }",
            under("lenet", 0.3, 10),
            under("wide", 0.3, 10),
            under("wide glorot", 0.3, 88));

    assertThat(row.verdict()).isEqualTo("reproduced");
    assertThat(row.cells()).isEqualTo(2);
  }

  @Test
  void whatBothSidesSayOfTheirNetworksIsMatched() {
    String claim = "compare = exceeds, %s of = { network = wide }, over = { network = narrow }";
    CellRow[] cells = {
      under("narrow", 0.3, 10),
      under("narrow glorot", 0.3, 88),
      under("wide", 0.3, 54),
      under("wide glorot", 0.3, 54)
    };

    assertThat(judge(claim.formatted(""), cells).because()).startsWith("2 of 2");
    ClaimRow matched =
        judge(claim.formatted("where = { network { initialization = [he, glorot] } },"), cells);
    assertThat(matched.because()).startsWith("1 of 2");
  }

  @Test
  void whatIsOutsideIsNamedByItsNetwork() {
    ClaimRow row =
        judge(
            "compare = gain, of = { epsilon = 0.1 }, over = { epsilon = 0.3 }, paper = 78",
            under("narrow", 0.1, 88),
            under("narrow", 0.3, 10),
            under("wide", 0.1, 54),
            under("wide", 0.3, 54));

    assertThat(row.because()).endsWith("outside: network wide (0)");
  }

  @Test
  void transfersAreToldApartByTheNetworkOfTheirSource() {
    CellRow[] cells = {
      transfer("lenet", "narrow", 88),
      transfer("narrow", "narrow", 10),
      transfer("lenet", "wide", 88),
      transfer("narrow", "wide", 54),
      under("narrow", 0.3, 0),
    };

    ClaimRow own =
        judge(
            "compare = drops, of = { network = narrow, source-network = narrow },"
                + " over = { source-network = lenet-5 }",
            cells);
    assertThat(own.ours().value()).isEqualTo(-78);
    assertThat(own.cells()).isEqualTo(2);
    ClaimRow others =
        judge(
            "compare = exceeds, of = { network = wide, threat-model = transfer },"
                + " over = { network = narrow }",
            cells);
    assertThat(others.because()).startsWith("1 of 2");
    assertThat(others.cells()).isEqualTo(4);
    ClaimRow whiteBox =
        judge(
            "compare = gain, of = { network = narrow, threat-model = transfer, source-network ="
                + " narrow }, over = { threat-model = white-box }, paper = 10",
            cells);
    assertThat(whiteBox.verdict()).isEqualTo("reproduced");
  }

  @Test
  void transfersFromOwnNetworksAreComparedBySayingBoth() {
    ClaimRow row =
        judge(
            "compare = exceeds, of = { network = wide, source-network = wide },"
                + " over = { network = narrow, source-network = narrow }",
            transfer("narrow", "narrow", 10),
            transfer("wide", "wide", 88));

    assertThat(row.verdict()).isEqualTo("reproduced");
  }
}
