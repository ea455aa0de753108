package org.qusecnets.sweep.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
import static org.qusecnets.sweep.table.Column.Presence.REQUIRED;
import static org.qusecnets.sweep.table.Column.Repeatability.EXACT;
import static org.qusecnets.sweep.table.Column.Repeatability.OF_THE_RUN;

import java.util.Arrays;
import java.util.List;
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

  record Pair(
      @Column("the first") Long first,
      @Column(value = "the second", presence = OPTIONAL, repeatability = OF_THE_RUN)
          Double second) {}

  record Pairs(
      @Column("a name") String name,
      @Columns(
              names = {"one", "other"},
              says = "one of this row")
          Pair known,
      @Columns(presence = OPTIONAL) Pair unknown) {}

  record Misnamed(@Columns(names = "one") Pair pair) {}

  record Bare(Pair pair) {}

  @Test
  void recordsInARowAreColumnsSideBySide() {
    assertThat(TableSchema.of("pairs", 1, Pairs.class).columns())
        .containsExactly(
            new Field("name", String.class, "a name", REQUIRED, EXACT),
            new Field("one", long.class, "one of this row", REQUIRED, EXACT),
            new Field("other", Double.class, "the second", OPTIONAL, OF_THE_RUN),
            new Field("first", Long.class, "the first", OPTIONAL, EXACT),
            new Field("second", Double.class, "the second", OPTIONAL, OF_THE_RUN));
  }

  @Test
  void rowsAreReadBackFromTheirValues() {
    Pairs full = new Pairs("x", new Pair(1L, 0.5), new Pair(2L, null));
    Pairs sparse = new Pairs("x", new Pair(1L, null), null);

    assertThat(TableSchema.values(full)).containsExactly("x", 1L, 0.5, 2L, null);
    assertThat(TableSchema.values(sparse)).containsExactly("x", 1L, null, null, null);
    for (Pairs row : List.of(full, sparse)) {
      assertThat(TableSchema.row(Pairs.class, Arrays.asList(TableSchema.values(row))))
          .isEqualTo(row);
    }
  }

  @Test
  void refusesRecordsWithoutNamesForAllTheirColumns() {
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Misnamed.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Pair has other columns than [one]");
    assertThatThrownBy(() -> TableSchema.of("rows", 1, Bare.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pair");
    assertThatThrownBy(() -> TableSchema.values(new Pairs("x", null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first");
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
