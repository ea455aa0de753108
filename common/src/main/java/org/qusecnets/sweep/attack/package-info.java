/**
 * Attacks: each sees a model as a {@link org.qusecnets.sweep.network.Classifier} and proposes
 * images. Clipping and scoring are not theirs but {@link org.qusecnets.sweep.evaluation}'s.
 */
package org.qusecnets.sweep.attack;
