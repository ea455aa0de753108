package org.qusecnets.sweep.jobs.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.command.SmallSweep;
import org.qusecnets.sweep.resilience.Noise;

class NoiseUnitTest {
  private static List<ModelSpecification> models(Path folder) throws IOException {
    SweepConfiguration sweep =
        ConfigurationReader.read(
            SmallSweep.write(folder), List.of("seeds=[7, 8]"), DatasetCatalog.registered());
    return Grid.of(sweep).cells().stream().map(Cell::model).distinct().toList();
  }

  private static long seed(ModelSpecification model, Noise noise, double strength) {
    return new NoiseUnit(model, noise, strength, 5).seed(3, 2);
  }

  @Test
  void allModelsOfASeedShareTheirNoise(@TempDir Path folder) throws IOException {
    List<ModelSpecification> models = models(folder);
    long first = seed(models.get(0), Noise.UNIFORM, 0.1);

    for (ModelSpecification model : models) {
      boolean same = model.seed() == models.get(0).seed();
      assertThat(seed(model, Noise.UNIFORM, 0.1) == first).isEqualTo(same);
    }
  }

  @Test
  void noiseDependsOnKindStrengthImageAndDraw(@TempDir Path folder) throws IOException {
    ModelSpecification model = models(folder).get(0);
    NoiseUnit unit = new NoiseUnit(model, Noise.UNIFORM, 0.1, 5);

    assertThat(
            List.of(
                unit.seed(3, 2),
                unit.seed(4, 2),
                unit.seed(3, 1),
                seed(model, Noise.GAUSSIAN, 0.1),
                seed(model, Noise.UNIFORM, 0.2),
                NoiseUnit.imagesSeed(model)))
        .doesNotHaveDuplicates();
    assertThat(new NoiseUnit(model, Noise.UNIFORM, 0.1, 9).seed(3, 2))
        .as("more draws leave the first as they are")
        .isEqualTo(unit.seed(3, 2));
  }
}
