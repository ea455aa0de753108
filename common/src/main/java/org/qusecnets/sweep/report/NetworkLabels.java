package org.qusecnets.sweep.report;

import java.util.Collection;

/**
 * Says which network something is about, where there are several.
 *
 * @param several whether there are
 */
public record NetworkLabels(boolean several) {
  /** For what is about these networks, each named as often as one likes. */
  public static NetworkLabels of(Collection<String> networks) {
    return new NetworkLabels(networks.stream().distinct().count() > 1);
  }

  /** The end of a defense's name in a sentence, such as {@code " of lenet-5"}; empty for one. */
  public String text(String network) {
    return several ? " of " + network : "";
  }
}
