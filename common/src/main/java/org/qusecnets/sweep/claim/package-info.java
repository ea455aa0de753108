/**
 * Claims of a publication, put to the test by a sweep.
 *
 * <p>A {@link org.qusecnets.sweep.claim.Claim} selects cells and compares them with a number, a
 * limit or with each other; {@link org.qusecnets.sweep.claim.ClaimTable} finds the cells that are
 * complete and says what came of it. All is deterministic and independent of the order of the
 * cells.
 *
 * <p>In a group of cells those of one seed are pooled: their counts are added up. The group's
 * number is the mean over its seeds; its interval reaches from the smallest lower to the largest
 * upper bound of the seeds' 95 % Wilson intervals. A pool's interval is as wide as for the images
 * of one cell, since all cells have the same images. Numbers are points of accuracy, 0 to 100.
 *
 * <p>The verdicts:
 *
 * <ul>
 *   <li>{@code value}: reproduced if ours and the publication's interval overlap or the numbers are
 *       at most {@code tolerance} apart, partly if at most {@code near}. The publication's number
 *       has an interval only if the number of its images is known.
 *   <li>{@code at-most}: reproduced if the upper bound is at most {@code limit}, partly if the
 *       number is.
 *   <li>{@code gain}: reproduced if the gains of all pairs lie in the publication's range extended
 *       by {@code tolerance}, partly if one does.
 *   <li>{@code drops}: reproduced if all pairs differ by at least {@code at-least}, with disjoint
 *       intervals; partly if at least half are lower at all.
 *   <li>{@code reduces-slightly}: reproduced if all pairs lose more than 0 and at most {@code
 *       limit}, partly if at least half do.
 *   <li>{@code exceeds}: reproduced if more than half of all pairs are won and of those with
 *       disjoint intervals more are won than lost, partly if at least half are won.
 *   <li>{@code falls}: reproduced if in every group the last is below the first with disjoint
 *       intervals and no step rises by more than its intervals allow, partly if the last is below
 *       the first in at least half.
 *   <li>Otherwise: not; and not-run where there are no complete cells to judge by.
 * </ul>
 */
package org.qusecnets.sweep.claim;
