package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What tells a process from every other one: the start of the machine, the namespace of process
 * numbers, its number there, and when it began. None of it is the same by chance, as the names of
 * hosts and the numbers of processes are.
 *
 * @param boot the id of the machine's start
 * @param namespace of process numbers; containers have their own
 * @param process its number
 * @param started ticks of the machine's clock since its start
 */
record ProcessIdentity(String boot, String namespace, long process, String started) {
  private static final String BOOT = "boot";
  private static final String NAMESPACE = "process-namespace";
  private static final String PROCESS = "process";
  private static final String STARTED = "process-started";

  /** States of processes that do nothing any more: those that nobody has waited for, and dead. */
  private static final Set<String> ENDED = Set.of("Z", "X", "x");

  /** Position of the state among what follows a process's name in its {@code stat}. */
  private static final int STATE = 0;

  /** Position of the start there. */
  private static final int START = 19;

  /** What can be told of a process from here. */
  enum Life {
    /** It has ended. */
    ENDED,
    /** It is there, be it stopped. */
    THERE,
    /** It is of another machine or container, or hidden. */
    UNKNOWN
  }

  /** This process. */
  static ProcessIdentity current() {
    long process = ProcessHandle.current().pid();
    List<String> facts = facts(process);
    return new ProcessIdentity(
        currentBoot(), currentNamespace(), process, facts.isEmpty() ? "" : facts.get(START));
  }

  /** The process that a lease names. */
  static ProcessIdentity of(JsonNode lease) {
    return new ProcessIdentity(
        lease.path(BOOT).asText(),
        lease.path(NAMESPACE).asText(),
        lease.path(PROCESS).asLong(),
        lease.path(STARTED).asText());
  }

  /** Names it in a lease. */
  void putInto(ObjectNode lease) {
    lease.put(BOOT, boot);
    lease.put(NAMESPACE, namespace);
    lease.put(PROCESS, process);
    lease.put(STARTED, started);
  }

  /** Whether it still is there. */
  Life life() {
    if (boot.isEmpty()
        || namespace.isEmpty()
        || started.isEmpty()
        || !boot.equals(currentBoot())
        || !namespace.equals(currentNamespace())) {
      return Life.UNKNOWN;
    }
    List<String> facts = facts(process);
    if (facts.isEmpty()) {
      // Where the processes of other users are hidden, the first one is hidden as well.
      return facts(1).isEmpty() ? Life.UNKNOWN : Life.ENDED;
    }
    return ENDED.contains(facts.get(STATE)) || !facts.get(START).equals(started)
        ? Life.ENDED
        : Life.THERE;
  }

  private static String currentBoot() {
    return text(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  private static String currentNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** What the system tells of a process, from its state on; none if it is not there. */
  private static List<String> facts(long process) {
    String stat = text(Path.of("/proc/" + process + "/stat"));
    // Its name is in parentheses and may hold some, and spaces.
    int end = stat.lastIndexOf(')');
    List<String> facts =
        end < 0 ? List.of() : List.of(stat.substring(end + 1).strip().split(" ", -1));
    return facts.size() > START ? facts : List.of();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
