package org.qusecnets.sweep.table;

import static org.qusecnets.sweep.table.Column.Presence.OPTIONAL;

/**
 * What became of a cell.
 *
 * @param status name of how it ended
 * @param failure null where it is complete
 * @param failureTrace null likewise
 */
public record OutcomeColumns(
    @Column("complete, failed, out-of-memory, timed-out, crashed or benchmark") String status,
    @Column(
            value = "why it is not complete; what was measured is then missing",
            presence = OPTIONAL)
        String failure,
    @Column(
            value = "SHA-256 of the stack trace that tells, in the result folder's work/traces",
            presence = OPTIONAL)
        String failureTrace) {}
