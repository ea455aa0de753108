package org.qusecnets.sweep.claim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;

/** Claims as a user writes them, put to cells. */
final class Judged {
  private Judged() {}

  /** The row of a claim, of which id, claim and source do not matter. */
  static ClaimRow of(Path folder, String claim, List<CellRow> cells) {
    return ClaimTable.rows(List.of(claim(folder, claim)), cells, CellRows.models(cells)).get(0);
  }

  static Claim claim(Path folder, String claim) {
    String text =
        """
        datasets = [{ name = mnist }]
        networks = [
          { name = lenet-5 }
          { name = narrow, layers = [{ dense = 10 }, relu] }
          { name = wide, layers = [{ dense = 20 }, relu] }
        ]
        defenses = [{ type = none }]
        attacks = [{ type = fgsm, epsilons = [0.1] }]
        seeds = [1]
        claims = [ { id = a-claim, claim = "It holds.", source = "Section V", %s } ]
        """
            .formatted(claim);
    try {
      Path file = Files.writeString(folder.resolve("sweep.conf"), text);
      SweepConfiguration sweep =
          ConfigurationReader.read(file, List.of(), DatasetCatalog.registered());
      return sweep.claims().get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
