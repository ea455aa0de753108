package org.qusecnets.sweep.recipe;

/** When a part of a defense is in place. */
public enum Applied {
  /** In training and afterwards: the network knows it. */
  ALWAYS,
  /** Only once the network is trained, which therefore is the undefended one. */
  AT_EVALUATION
}
