package org.qusecnets.sweep.dataset.format;

import java.io.IOException;

/** A file or an image in it that cannot be used; the message goes on after the name of it. */
public final class DamagedPicture extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A reason.
   *
   * @param reason what goes on after the name, such as {@code has 16 bits a channel}
   */
  public DamagedPicture(String reason) {
    super(reason);
  }
}
