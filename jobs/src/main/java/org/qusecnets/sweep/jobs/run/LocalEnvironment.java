package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.qusecnets.sweep.UserException;

/** Variables of the environment that Spark reads by itself, and ends the JVM over. */
final class LocalEnvironment {
  private static final String ADDRESS = "SPARK_LOCAL_IP";
  private static final String FOLDERS = "SPARK_LOCAL_DIRS";

  private LocalEnvironment() {}

  /**
   * Checks that Spark can use them.
   *
   * @throws UserException with all that it cannot use
   */
  static void check(SparkConf configuration, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    if (environment.containsKey(ADDRESS)) {
      address(environment.get(ADDRESS), problems);
    }
    String folders = environment.getOrDefault(FOLDERS, configuration.get("spark.local.dir", ""));
    if (!folders.isBlank()) {
      folders(folders, problems);
    }
    if (!problems.isEmpty()) {
      throw new UserException(
          "Cannot start Spark: " + String.join("\n  and ", problems) + "; correct or unset that");
    }
  }

  private static void address(String address, List<String> problems) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      socket.getLocalPort();
    } catch (IOException e) {
      problems.add(ADDRESS + " is " + address + ", which is no address of this machine");
    }
  }

  private static void folders(String folders, List<String> problems) {
    for (String folder : folders.split(",", -1)) {
      try {
        Path path = Files.createDirectories(Path.of(folder.strip()));
        if (Files.isWritable(path)) {
          return;
        }
      } catch (IOException | InvalidPathException e) {
        // One of them is enough.
      }
    }
    problems.add("no folder of " + folders + " can be written (" + FOLDERS + ")");
  }
}
