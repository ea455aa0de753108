package org.qusecnets.sweep.jobs.publication;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.jobs.run.CleanCounts;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.table.DefenseColumns;
import org.qusecnets.sweep.table.ImageColumns;
import org.qusecnets.sweep.table.IntervalColumns;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.OriginColumns;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.SubstituteColumns;

/** Makes the table of models. */
final class ModelTable {
  private final Map<String, SortedMap<String, String>> datasetHashes;
  private final Map<String, TrainedModel> trained;
  private final Map<String, CleanCounts> clean;

  /**
   * From what a sweep knows.
   *
   * @param datasetHashes SHA-256 of the files of each dataset
   * @param trained the models by id
   * @param clean the models' predictions for clean images, by id
   */
  ModelTable(
      Map<String, SortedMap<String, String>> datasetHashes,
      Map<String, TrainedModel> trained,
      Map<String, CleanCounts> clean) {
    this.datasetHashes = datasetHashes;
    this.trained = trained;
    this.clean = clean;
  }

  /** One row for each of these models that was trained, in their order. */
  List<ModelRow> rows(List<ModelSpecification> models) {
    return models.stream()
        .filter(model -> trained.containsKey(model.id()) && clean.containsKey(model.id()))
        .map(this::row)
        .toList();
  }

  /** What a row says of a model's defense. */
  static DefenseColumns defense(ModelSpecification model) {
    OptionalInt levels = model.recipe().input().quantizationLevels();
    return new DefenseColumns(
        model.defense().type(),
        Fingerprint.canonical(model.defense().parameters()),
        levels.isPresent() ? levels.getAsInt() : null,
        model.recipe().quantizationLayer().map(QuantizationOptions::z).orElse(null));
  }

  private ModelRow row(ModelSpecification model) {
    TrainedModel result = trained.get(model.id());
    CleanCounts counts = clean.get(model.id());
    Optional<QuantizationOptions> quantization = model.recipe().quantizationLayer();
    return new ModelRow(
        ModelRow.SCHEMA.version(),
        model.id(),
        model.dataset().name(),
        Fingerprint.canonical(datasetHashes.get(model.dataset().name())),
        model.dataset().trainImages(),
        ImageColumns.of(model.dataset().description()),
        model.network(),
        defense(model),
        Fingerprint.canonical(model.recipe().parameters()),
        model.seed(),
        model.weightSeed(),
        model.shuffleSeed(),
        result.parameters(),
        result.history().stream().mapToDouble(Epoch::loss).toArray(),
        result.history().stream().mapToDouble(Epoch::accuracy).toArray(),
        model.substituted().map(substitution -> substitute(substitution, counts)).orElse(null),
        model.recipe().isRandom(),
        counts.probabilities(),
        counts.images(),
        Share.of(counts.correct(), counts.images()),
        quantization.map(QuantizationOptions::thresholds).orElse(null),
        quantization.map(layer -> flat(result.thresholds())).orElse(null),
        result.detectionThreshold(),
        "models/" + ModelStore.fileName(model.id()),
        result.sha256(),
        new OriginColumns(
            result.provenance().version(),
            Fingerprint.canonical(result.provenance().libraries()),
            result.provenance().nativeBuild(),
            result.provenance().threads(),
            result.provenance().jvm(),
            result.provenance().machine()),
        result.history().stream().mapToDouble(Epoch::seconds).toArray());
  }

  private static SubstituteColumns substitute(Substitution substitution, CleanCounts counts) {
    Wilson interval = Wilson.of(counts.agreeing(), counts.images());
    return new SubstituteColumns(
        substitution.target().id(),
        Fingerprint.canonical(substitution.options().parameters()),
        substitution.options().queries(),
        new IntervalColumns(
            (double) counts.agreeing() / counts.images(), interval.low(), interval.high()));
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
