package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/** What the sweep says of one claim of a publication. */
public record ClaimRow(
    @Column("version of this table's schema") int schemaVersion,
    @Column("the claim's name in the configuration") String claimId,
    @Column("what is claimed, in a sentence") String claim,
    @Column("where, such as Section V, Fig. 9") String source,
    @Column("how it is judged: value, at-most, gain, drops, reduces-slightly, exceeds or falls")
        String comparison,
    @Column("what the numbers are, in words") String measured,
    @Column(
            value = "the publication's number in points, or the lower end of its range",
            presence = OPTIONAL)
        Double paperLow,
    @Column(value = "the same number, or the upper end", presence = OPTIONAL) Double paperHigh,
    @Column(value = "test images behind it, where known", presence = OPTIONAL) Integer paperImages,
    @Columns(
            names = {"value", "value_low", "value_high"},
            says = {
              "ours, in points; missing if the claim was not run",
              "lower end of its 95 % interval, or of the range over pairs or groups (gain, falls)",
              "upper end"
            },
            presence = OPTIONAL)
        IntervalColumns ours,
    @Column("number of cells used") int cells,
    @Column("number of their models") int models,
    @Column(value = "test images of a cell, if all have as many", presence = OPTIONAL) Long images,
    @Column("number of seeds") int seeds,
    @Column("reproduced, partly, not or not-run") String verdict,
    @Column("the numbers that led to the verdict") String because,
    @Column(value = "why ours is other, where known", presence = OPTIONAL) String note,
    @Column("the cells used, as in cells, as JSON") String cellIds) {

  /** The table. */
  public static final TableSchema SCHEMA = TableSchema.of("claims", 1, ClaimRow.class);
}
