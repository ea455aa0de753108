package org.qusecnets.sweep.jobs.resilience;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Optional;

/** Whether Java can draw text on this machine: minimal images have no fonts. */
final class Fonts {
  private Fonts() {}

  /** What hinders drawing, if anything. */
  static Optional<String> obstacle() {
    // Pictures go to files: a display that cannot be reached must not matter.
    System.setProperty("java.awt.headless", "true");
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("n", new FontRenderContext(null, true, true));
      return Optional.empty();
    } catch (Error | RuntimeException e) {
      // The JDK throws a plain Error where there is no font, and others where a library is missing.
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
