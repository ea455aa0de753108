package org.qusecnets.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Presence.REQUIRED;
import static org.qusecnets.sweep.table.Column.Repeatability.EXACT;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.table.TableSchema.Field;

/** Columns are read off the record of a row. */
class TableSchemaTest {
  record Row(
      @Column("a name") String someName,
      @Column(value = "a share", presence = OPTIONAL) Double meanL0,
      @Column(value = "a time", repeatability = OF_THE_RUN) double wallSeconds) {}

  record Undeclared(@Column("a name") String name, int forgotten) {}

  record Unstorable(@Column("a character") char letter) {}

  @Test
  void readsColumnsOffTheRecord() {
    TableSchema schema = TableSchema.of("rows", 3, Row.class);

    assertThat(schema.name()).isEqualTo("rows");
    assertThat(schema.version()).isEqualTo(3);
    assertThat(schema.columns())
        .containsExactly(
            new Field("some_name", String.class, "a name", REQUIRED, EXACT),
            new Field("mean_l0", Double.class, "a share", OPTIONAL, EXACT),
            new Field("wall_seconds", double.class, "a time", REQUIRED, OF_THE_RUN));
    assertThat(schema.repeatableColumns()).containsExactly("some_name", "mean_l0");
  }

  @Test
  void refusesWhatIsNoColumn() {
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Undeclared.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forgotten");
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Unstorable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letter");
  }

  @Test
  void givesValuesInTheirOrder() {
    assertThat(TableSchema.values(new Row("x", 0.5, 2))).containsExactly("x", 0.5, 2.0);
    assertThat(TableSchema.values(new Row("x", null, 2))).containsExactly("x", null, 2.0);
  }

  @Test
  void refusesARowWithoutAValueThatMustExist() {
    assertThatThrownBy(() -> TableSchema.values(new Row(null, 0.5, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("someName");
  }
}
