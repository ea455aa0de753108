package org.qusecnets.sweep.jobs;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.QuantizationOptions;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/** Makes the table of models. */
final class ModelTable {
  private final Map<String, SortedMap<String, String>> datasetHashes;
  private final Map<String, TrainedModel> trained;
  private final List<CellRow> cells;

  /**
   * From what a sweep knows.
   *
   * @param datasetHashes SHA-256 of the files of each data set
   * @param trained the models by id
   * @param cells which give the clean accuracy
   */
  ModelTable(
      Map<String, SortedMap<String, String>> datasetHashes,
      Map<String, TrainedModel> trained,
      List<CellRow> cells) {
    this.datasetHashes = datasetHashes;
    this.trained = trained;
    this.cells = cells;
  }

  /** One row for each model, in the order of the plan. */
  List<ModelRow> rows(List<ModelSpecification> models) {
    return models.stream().map(this::row).toList();
  }

  private ModelRow row(ModelSpecification model) {
    TrainedModel result = trained.get(model.id());
    CellRow widest = widestCell(model.id());
    Wilson interval = Wilson.of(widest.cleanCorrect(), widest.images());
    QuantizationOptions quantization = model.recipe().quantization();
    return new ModelRow(
        ModelRow.SCHEMA.version(),
        model.id(),
        model.dataset().name(),
        Fingerprint.canonical(datasetHashes.get(model.dataset().name())),
        model.dataset().trainImages(),
        model.defense().type(),
        Fingerprint.canonical(model.defense().parameters()),
        quantization == null ? null : quantization.levels(),
        quantization == null ? null : quantization.z(),
        Fingerprint.canonical(model.recipe().parameters()),
        model.seed(),
        TrainingJob.weightSeed(model),
        TrainingJob.shuffleSeed(model),
        result.parameters(),
        result.history().stream().mapToDouble(Epoch::cost).toArray(),
        result.history().stream().mapToDouble(Epoch::accuracy).toArray(),
        widest.images(),
        widest.cleanCorrect(),
        widest.cleanAccuracy(),
        interval.low(),
        interval.high(),
        quantization == null ? null : quantization.thresholds(),
        quantization == null ? null : flat(result.thresholds()),
        "models/" + ModelStore.fileName(model.id()),
        result.sha256(),
        result.provenance().version(),
        Fingerprint.canonical(result.provenance().libraries()),
        result.provenance().nativeBuild(),
        result.provenance().threads(),
        result.provenance().jvm(),
        result.provenance().machine(),
        result.history().stream().mapToDouble(Epoch::seconds).toArray());
  }

  /** A model is judged by the cell with the most test images; all cells of as many agree. */
  private CellRow widestCell(String model) {
    return cells.stream()
        .filter(cell -> cell.modelId().equals(model))
        .reduce((a, b) -> b.images() > a.images() ? b : a)
        .orElseThrow();
  }

  private static float[] flat(float[][] thresholds) {
    int cells = thresholds[0].length;
    float[] flat = new float[thresholds.length * cells];
    for (int k = 0; k < thresholds.length; k++) {
      System.arraycopy(thresholds[k], 0, flat, k * cells, cells);
    }
    return flat;
  }
}
