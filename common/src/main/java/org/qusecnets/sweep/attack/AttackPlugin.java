package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.options.Declaration;

/**
 * An attack from outside this program: a class in a jar of its own on the class path, named in that
 * jar's {@code META-INF/services/org.qusecnets.sweep.attack.AttackPlugin}.
 */
public interface AttackPlugin {
  /** The attack's name in configurations, not one of this program's own. */
  String type();

  /** The attack's options: those of its record. */
  Declaration<? extends Attack> declaration();
}
