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
 * <p>The rules of the verdicts are written once, at {@link
 * org.qusecnets.sweep.claim.Comparison.Type}; the documentation's table is made from them.
 *
 * <p>{@link org.qusecnets.sweep.claim.Claim} is where to start reading. This package may use {@code
 * table}, {@code evaluation} and {@code options}.
 */
package org.qusecnets.sweep.claim;
