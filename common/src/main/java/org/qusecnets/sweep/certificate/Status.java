package org.qusecnets.sweep.certificate;

/** What is known of an image and all that is within epsilon of it. */
public enum Status {
  /** All of it is classified as the label says. */
  CERTIFIED,
  /** Something of it is classified otherwise. */
  BROKEN,
  /** The image itself is. */
  MISCLASSIFIED,
  /** Neither was shown. */
  UNKNOWN
}
