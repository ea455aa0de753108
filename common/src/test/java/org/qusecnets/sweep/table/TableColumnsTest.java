package org.qusecnets.sweep.table;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.table.TableSchema.Field;

/** Whoever changes a list of columns here has to raise the version of its table. */
class TableColumnsTest {
  static Stream<TableSchema> tables() {
    return Stream.of(
        ExampleRow.SCHEMA,
        CellRow.SCHEMA,
        WorstCaseRow.SCHEMA,
        CertifiedRow.SCHEMA,
        CertificateRow.SCHEMA,
        ModelRow.SCHEMA,
        ResilienceRow.SCHEMA,
        ClaimRow.SCHEMA);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnIsNamedAndDescribed(TableSchema schema) {
    assertThat(schema.columns()).extracting(Field::name).doesNotHaveDuplicates();
    assertThat(schema.columns())
        .allSatisfy(
            field -> {
              assertThat(field.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
              assertThat(field.description()).isNotBlank();
              assertThat(field.presence() == OPTIONAL && field.type().isPrimitive())
                  .as("%s is optional and cannot be null", field.name())
                  .isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowBeginsWithTheVersion(TableSchema schema) {
    assertThat(schema.columns().get(0).name()).isEqualTo("schema_version");
    assertThat(schema.columns().get(0).type()).isEqualTo(int.class);
  }

  /** A line here is for ever: columns that change get a version of their own, and a new line. */
  private static final Map<String, String> VERSIONS =
      Map.ofEntries(
          entry("examples 3", "8bac5334ec9774bd"),
          entry("examples 4", "164c9906440d0285"),
          entry("examples 5", "4cda2cc09f02a06a"),
          entry("cells 4", "5904c1c6f9a20d77"),
          entry("cells 5", "0fa5a16515f9c4e7"),
          entry("cells 6", "1e213e90f3cc544c"),
          entry("cells 7", "89aa4de9d631bf0f"),
          entry("worst_case 1", "024c9d9aeb6bf094"),
          entry("worst_case 2", "fa62a38fcf14fe9b"),
          entry("worst_case 3", "f71292ac64def1ec"),
          entry("certified 1", "1b5158bdc9f4b47d"),
          entry("certified 2", "87d6dda75951e9ca"),
          entry("certificates 1", "9129b06c523dec60"),
          entry("models 3", "ed4100006621619f"),
          entry("models 4", "7750978a8e19c98e"),
          entry("models 5", "ffc47be631954ef2"),
          entry("models 6", "9073026e5f25cefa"),
          entry("models 7", "17fcf8de2f4befdd"),
          entry("resilience 1", "73f56ce39d9d9384"),
          entry("resilience 2", "4427ae375d67d0b4"),
          entry("claims 1", "c6a2535116d5bdf6"));

  @ParameterizedTest
  @MethodSource("tables")
  void columnsOnlyChangeWithTheVersion(TableSchema schema) {
    String version = schema.name() + " " + schema.version();

    assertThat(VERSIONS)
        .as("the columns of %s are others: raise its version and add it here", version)
        .containsEntry(version, hash(schema));
  }

  /** Of all that a reader relies on: names, types, what may be null and what is repeatable. */
  private static String hash(TableSchema schema) {
    String columns =
        schema.columns().stream()
            .map(
                field ->
                    "%s %s %s %s\n"
                        .formatted(
                            field.name(),
                            field.type().getSimpleName(),
                            field.presence(),
                            field.repeatability()))
            .collect(Collectors.joining());
    return Sha256.of(columns.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
