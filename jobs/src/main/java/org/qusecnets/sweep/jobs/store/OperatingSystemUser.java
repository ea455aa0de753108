package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who runs this process. Containers give processes numbers of users that have no name, and Hadoop,
 * which asks for the name, fails there.
 */
public final class OperatingSystemUser {
  /** What Java calls a user without a name. */
  private static final Set<String> NAMELESS = Set.of("", "?");

  private OperatingSystemUser() {}

  /** Gives a user without a name one, before Hadoop asks for it. */
  public static void name() {
    String known = System.getProperty("user.name", "").strip();
    if (NAMELESS.contains(known)) {
      String name = "user-" + number();
      System.setProperty("user.name", name);
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
    }
  }

  private static String number() {
    try {
      return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
