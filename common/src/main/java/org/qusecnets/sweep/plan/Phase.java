package org.qusecnets.sweep.plan;

/** What a task does. */
public enum Phase {
  /** Trains the weights of one model or of several that share them. */
  TRAINING,
  /** Attacks one model with one attack on one chunk of test images. */
  ATTACKS,
  /** Certifies one chunk of test images of one model. */
  CERTIFICATES,
  /** Predicts one model's clean test images. */
  CLEAN
}
