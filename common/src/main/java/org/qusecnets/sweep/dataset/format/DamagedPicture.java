package org.qusecnets.sweep.dataset.format;

import java.io.IOException;

/** A file or an image in it that cannot be used; the message goes on after the name of it. */
public final class DamagedPicture extends IOException {
  /** What to do about a file that was damaged. */
  public static final String REPLACE = "replace it by an undamaged copy";

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  /**
   * A reason and what to do about it, which the message has with a semicolon between them.
   *
   * @param reason what goes on after the name, such as {@code has 16 bits a channel}
   * @param remedy what to do, such as {@code save it with 8}
   */
  public DamagedPicture(String reason, String remedy) {
    super(reason + "; " + remedy);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** What is wrong, without what to do. */
  public String reason() {
    return reason;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
