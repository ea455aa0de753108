package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Plugin;

/**
 * A defense from outside this program, named in its jar's {@code
 * META-INF/services/org.qusecnets.sweep.defense.DefensePlugin}.
 *
 * <p>Its record implements {@link InputDefense} (a transform of the image with its gradient),
 * {@link StraightThrough} (a transform whose gradient is taken for the identity's), {@link
 * AugmentationDefense} (a change of the training images), {@link DetectorDefense} (a detector of
 * adversarial images), or {@link Defense} itself to put several of these together.
 */
public interface DefensePlugin extends Plugin {
  @Override
  Declaration<? extends Defense> declaration();
}
