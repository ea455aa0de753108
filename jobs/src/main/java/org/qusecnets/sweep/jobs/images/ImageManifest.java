package org.qusecnets.sweep.jobs.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.grid.AttackSpecification;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.images.ChosenCells.Complete;
import org.qusecnets.sweep.jobs.run.RepeatedAttacks;
import org.qusecnets.sweep.jobs.store.KeptSweep;
import org.qusecnets.sweep.options.Options;

/** What an export holds and where it comes from, as JSON. */
final class ImageManifest {
  private static final int FORMAT_VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RepeatedAttacks attacks;
  private final ObjectNode document = MAPPER.createObjectNode();
  private final ArrayNode cells;

  /** Of no cell yet. */
  ImageManifest(KeptSweep sweep, RepeatedAttacks attacks) {
    this.attacks = attacks;
    document.put("format-version", FORMAT_VERSION);
    document.put("sweep", sweep.configuration().name());
    document.put("grid", sweep.grid().id());
    document.put("program-version", attacks.engine().version());
    document.put("native-build", attacks.engine().nativeBuild());
    document.put("pixels", "float32 in [0, 1], [images, channels, rows, columns]");
    cells = document.putArray("cells");
  }

  /**
   * Adds a cell.
   *
   * @param files its files with their SHA-256
   */
  void add(Complete complete, Map<String, Dataset> datasets, ArrayNode files) {
    Cell cell = complete.cell();
    ImageShape shape = cell.dataset().shape();
    ObjectNode node = cells.addObject();
    node.put("cell-id", cell.id());
    node.put("folder", cell.id());
    node.set("model", model(cell.model()));
    node.set("source-model", model(cell.source()));
    node.set(
        "attack",
        MAPPER.valueToTree(
            Options.typed(
                cell.attack().type(),
                AttackSpecification.threatParameters(cell.attack(), cell.threat()))));
    node.put("norm", Options.nameOf(cell.attack().norm()));
    node.put("epsilon", cell.epsilon());
    node.set("dataset", MAPPER.valueToTree(cell.dataset().parameters()));
    node.set("dataset-sha256", MAPPER.valueToTree(datasets.get(cell.dataset().name()).sha256()));
    node.set("shape", MAPPER.valueToTree(List.of(shape.channels(), shape.height(), shape.width())));
    node.set("class-names", MAPPER.valueToTree(cell.dataset().description().classNames()));
    node.put("images", cell.dataset().testImages());
    node.put("compared-with", complete.recorded().place());
    node.set("files", files);
  }

  private ObjectNode model(ModelSpecification model) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", model.id());
    node.put("sha256", attacks.models().get(model.id()).sha256());
    node.set(
        "defense",
        MAPPER.valueToTree(Options.typed(model.defense().type(), model.defense().parameters())));
    node.put("seed", model.seed());
    return node;
  }

  /** The file. */
  byte[] json() throws JsonProcessingException {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
  }
}
