package org.qusecnets.sweep.network.pretrained;

import java.io.IOException;
import java.util.stream.Collectors;

/** A file that holds no network of ours; the message goes on after its name. */
public final class UnreadableNetwork extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CHARACTERS = 80;

  /**
   * A reason and what to do about it.
   *
   * @param reason what goes on after the name, such as {@code has the operator Loop (node loop_1)}
   * @param remedy what to do, such as {@code export the network without it}
   */
  public UnreadableNetwork(String reason, String remedy) {
    super(reason + "; " + remedy);
  }

  /** A name of a file as a message has it: without control characters, and cut where it is long. */
  public static String shown(String name) {
    String visible =
        name.codePoints()
            .filter(point -> !Character.isISOControl(point))
            .limit(MOST_CHARACTERS + 1L)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return visible.length() > MOST_CHARACTERS
        ? visible.substring(0, visible.offsetByCodePoints(0, MOST_CHARACTERS / 2)) + "..."
        : visible;
  }
}
