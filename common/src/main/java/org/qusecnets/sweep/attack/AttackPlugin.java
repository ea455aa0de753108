package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Plugin;

/**
 * An attack from outside this program, named in its jar's {@code
 * META-INF/services/org.qusecnets.sweep.attack.AttackPlugin}.
 *
 * <p>It may use all that is public in this package and in {@link org.qusecnets.sweep.attack.norm}:
 * the images and their random numbers ({@link AttackBatch}), {@link Losses}, {@link Rows}, {@link
 * Shuffle}, norms and gradients, and for its options {@link Target} and {@link ReuseSuccesses}.
 */
public interface AttackPlugin extends Plugin {
  @Override
  Declaration<? extends Attack> declaration();
}
