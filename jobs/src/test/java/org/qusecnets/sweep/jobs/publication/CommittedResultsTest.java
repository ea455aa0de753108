package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ImageColumns;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** The results beside the notebooks are what this program reads and says. */
class CommittedResultsTest {
  private static final Path DATA = Path.of("..", "notebooks", "data");

  private static ParquetTable table(String folder, TableSchema schema) throws IOException {
    return new ParquetTable(
        Storage.of(DATA.resolve(folder).toString()), schema.name() + ".parquet");
  }

  private static <R extends Record> List<R> rows(String folder, TableSchema schema, Class<R> row)
      throws IOException {
    try (Stream<R> rows = table(folder, schema).rows(schema, row)) {
      return rows.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void columnsAreTodays(String folder) throws IOException {
    JsonNode provenance = provenance(folder);
    List<String> leftOut = new ArrayList<>();
    provenance
        .path("left_out")
        .path("columns_of_examples")
        .forEach(name -> leftOut.add(name.asText()));

    for (TableSchema schema :
        List.of(CellRow.SCHEMA, ModelRow.SCHEMA, ExampleRow.SCHEMA, ClaimRow.SCHEMA)) {
      List<String> columns =
          new ArrayList<>(schema.columns().stream().map(TableSchema.Field::name).toList());
      columns.removeAll(schema.equals(ExampleRow.SCHEMA) ? leftOut : List.of());
      assertThat(table(folder, schema).columns()).containsExactlyInAnyOrderElementsOf(columns);
      table(folder, schema).checkVersion(schema, folder);
    }
    for (Map.Entry<String, JsonNode> file : provenance.path("files").properties()) {
      assertThat(Sha256.of(Files.readAllBytes(DATA.resolve(folder).resolve(file.getKey()))))
          .as(file.getKey())
          .isEqualTo(file.getValue().asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void claimsAreWhatThisProgramFindsInTheCells(String folder) throws IOException {
    SweepConfiguration configuration = configuration(folder);
    List<CellRow> cells = rows(folder, CellRow.SCHEMA, CellRow.class);
    List<ModelRow> models = rows(folder, ModelRow.SCHEMA, ModelRow.class);

    assertThat(ClaimTable.rows(configuration.claims(), cells, models))
        .containsExactlyElementsOf(rows(folder, ClaimRow.SCHEMA, ClaimRow.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void adaptationsAreWhatThisProgramSays(String folder) throws IOException {
    Grid grid = Grid.of(configuration(folder));
    Map<List<String>, String> adaptations = new HashMap<>();
    for (Cell cell : grid.cells()) {
      List<String> key =
          List.of(
              Fingerprint.canonical(cell.model().defense().parameters()),
              cell.model().defense().type(),
              cell.attack().type(),
              Options.nameOf(cell.threat().model()),
              Options.nameOf(cell.threat().gradient()));
      adaptations.put(key, cell.threat().adaptation(cell.attack(), cell.model().recipe()));
    }

    for (CellRow row : rows(folder, CellRow.SCHEMA, CellRow.class)) {
      // A way that is the same as the exact one is no cell of its own any more.
      Optional<String> today =
          Stream.of(row.threat().gradient(), "exact")
              .map(
                  gradient ->
                      adaptations.get(
                          List.of(
                              row.defense().parameters(),
                              row.defense().type(),
                              row.attack().type(),
                              row.threat().model(),
                              gradient)))
              .filter(Objects::nonNull)
              .findFirst();
      assertThat(today).as("%s", row).contains(row.threat().adaptation());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void imagesAreThoseOfTheDatasets(String folder) throws IOException {
    assertThat(rows(folder, ModelRow.SCHEMA, ModelRow.class))
        .isNotEmpty()
        .allSatisfy(
            model ->
                assertThat(model.images())
                    .usingRecursiveComparison()
                    .isEqualTo(ImageColumns.of(Datasets.named(model.dataset()).description())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void networksAreThoseOfTheRecipes(String folder) throws IOException {
    Map<String, String> networks = new HashMap<>();
    for (ModelRow model : rows(folder, ModelRow.SCHEMA, ModelRow.class)) {
      networks.put(model.modelId(), model.network());
      assertThat(new ObjectMapper().readTree(model.recipe()).at("/network/architecture").asText())
          .isEqualTo(model.network());
    }
    assertThat(rows(folder, CellRow.SCHEMA, CellRow.class))
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell.network()).isEqualTo(networks.get(cell.modelId())));
  }

  private static SweepConfiguration configuration(String folder) throws IOException {
    return ConfigurationReader.read(
        DATA.resolve(folder).resolve("effective.conf"), List.of(), DatasetCatalog.registered());
  }

  private static JsonNode provenance(String folder) throws IOException {
    return new ObjectMapper().readTree(DATA.resolve(folder).resolve("provenance.json").toFile());
  }
}
