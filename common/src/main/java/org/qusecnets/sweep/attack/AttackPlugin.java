package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Plugin;

/**
 * An attack from outside this program, named in its jar's {@code
 * META-INF/services/org.qusecnets.sweep.attack.AttackPlugin}.
 *
 * <p>It may use all that is public in this package: the images and their random numbers ({@link
 * AttackBatch}), {@link Losses}, {@link Gradients}, {@link Norm}, {@link Rows}, {@link Shuffle},
 * and for its options {@link Target} and {@link Carry}.
 */
public interface AttackPlugin extends Plugin {
  @Override
  Declaration<? extends Attack> declaration();
}
