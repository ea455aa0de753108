package org.qusecnets.sweep.jobs.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;
import org.qusecnets.sweep.table.DefenseColumns;
import org.qusecnets.sweep.table.IntervalColumns;
import org.qusecnets.sweep.table.ResilienceRow;
import org.qusecnets.sweep.table.Share;

/** Makes the table of resilience. */
final class ResilienceTable {
  private final Map<String, SortedMap<String, String>> datasetHashes;
  private final Map<String, TrainedModel> trained;

  /**
   * From what is known of the models.
   *
   * @param datasetHashes SHA-256 of the files of each dataset
   * @param trained the models by id
   */
  ResilienceTable(
      Map<String, SortedMap<String, String>> datasetHashes, Map<String, TrainedModel> trained) {
    this.datasetHashes = datasetHashes;
    this.trained = trained;
  }

  /** One row for each strength of a model's curves, in their order. */
  List<ResilienceRow> rows(ModelSpecification model, List<ResilienceCurve> curves) {
    List<ResilienceRow> rows = new ArrayList<>();
    for (ResilienceCurve curve : curves) {
      for (int i = 0; i < curve.measurements().size(); i++) {
        rows.add(row(model, curve, i));
      }
    }
    return rows;
  }

  private ResilienceRow row(ModelSpecification model, ResilienceCurve curve, int number) {
    NoiseMeasurement measurement = curve.measurements().get(number);
    TrainedModel result = trained.get(model.id());
    Optional<QuantizationOptions> quantization = model.recipe().quantizationLayer();
    return new ResilienceRow(
        ResilienceRow.SCHEMA.version(),
        model.id(),
        model.dataset().name(),
        Fingerprint.canonical(datasetHashes.get(model.dataset().name())),
        model.dataset().trainImages(),
        model.network(),
        new DefenseColumns(
            model.defense().type(),
            Fingerprint.canonical(model.defense().parameters()),
            quantization.map(QuantizationOptions::levels).orElse(null),
            quantization.map(QuantizationOptions::z).orElse(null)),
        model.seed(),
        Options.nameOf(curve.noise()),
        measurement.strength(),
        measurement.images(),
        measurement.draws(),
        Share.of(measurement.correct(), measurement.accuracy(), measurement.interval()),
        curve.fitted(number),
        measurement.rmsChange(),
        curve.toleratedLoss(),
        new IntervalColumns(
            orNull(curve.tolerable().strength()),
            orNull(curve.tolerable().low()),
            orNull(curve.tolerable().high())),
        curve.tolerable().rmsChange(),
        result.sha256(),
        result.provenance().version(),
        result.provenance().nativeBuild());
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
