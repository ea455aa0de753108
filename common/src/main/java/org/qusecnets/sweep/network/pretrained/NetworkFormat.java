package org.qusecnets.sweep.network.pretrained;

/** What files of one kind say of a network. */
public interface NetworkFormat {
  /** Its name in configurations. */
  String type();

  /** What it is, in a sentence. */
  String says();

  /**
   * The network in a file.
   *
   * @throws UnreadableNetwork if there is none, or one that is not made of layers of ours
   */
  PretrainedNetwork read(byte[] file) throws UnreadableNetwork;
}
