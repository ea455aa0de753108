/**
 * The geometry of perturbations: how each norm measures, projects and steps, random points of its
 * balls, and projections onto hyperplanes within the range of pixels. Nothing here knows of models
 * or attacks.
 *
 * <p>{@link org.qusecnets.sweep.attack.norm.Norm} is where to start reading. This package uses none
 * of this program.
 */
package org.qusecnets.sweep.attack.norm;
