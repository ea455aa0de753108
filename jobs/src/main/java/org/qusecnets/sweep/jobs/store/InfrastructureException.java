package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trouble of the machine, for which no unit of work is to blame: a full disk, a quota, a
 * permission, a limit of the process. A run that meets it stops, and the next one goes on.
 */
public final class InfrastructureException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What the operating system says, and what helps. */
  private static final Map<String, String> REMEDIES = new LinkedHashMap<>();

  static {
    REMEDIES.put("No space left on device", "free some space");
    REMEDIES.put("Disk quota exceeded", "free some space or raise the quota");
    REMEDIES.put("File too large", "raise the limit on the size of files (ulimit -f)");
    REMEDIES.put("Too many open files", "raise the limit on open files (ulimit -n)");
    REMEDIES.put("Permission denied", "see to it that it may be read and written");
    REMEDIES.put("Operation not permitted", "see to it that it may be read and written");
    REMEDIES.put("Read-only file system", "mount it so that it can be written");
    REMEDIES.put("Input/output error", "check the disk");
    REMEDIES.put("Stale file handle", "check the mount");
    REMEDIES.put("Transport endpoint is not connected", "check the mount");
    REMEDIES.put("Connection timed out", "check the mount");
    REMEDIES.put("endpoint shutdown", "check the mount");
    REMEDIES.put("Host is down", "check the mount");
    REMEDIES.put("Remote I/O error", "check the mount");
    REMEDIES.put("Structure needs cleaning", "check the disk");
    REMEDIES.put("No such device", "check the disk");
    REMEDIES.put("Resource temporarily unavailable", "raise the limit on processes (ulimit -u)");
    REMEDIES.put("Failed to create local dir", "free some space for temporary files");
    REMEDIES.put("Cannot allocate memory", "free some memory");
    REMEDIES.put("unable to create native thread", "raise the limit on processes (ulimit -u)");
  }

  /**
   * Trouble of the machine.
   *
   * @param what what could not be done, such as {@code model 1234 cannot be written}
   */
  public InfrastructureException(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  /**
   * The trouble of the machine that something was thrown for, if it was: one of these in its chain
   * of causes, or what the operating system refuses.
   */
  public static Optional<InfrastructureException> in(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InfrastructureException trouble) {
        return Optional.of(trouble);
      }
      if (isRefusal(cause)) {
        return Optional.of(new InfrastructureException("the machine refuses", cause));
      }
    }
    return Optional.empty();
  }

  private static boolean isRefusal(Throwable thrown) {
    if (thrown instanceof FileSystemException refusal && refusal.getReason() != null) {
      // Some have an exception of their own, and are what a plug-in may ask for.
      return !(thrown instanceof NotDirectoryException
          || thrown instanceof FileAlreadyExistsException);
    }
    if (thrown instanceof LinkageError) {
      return String.valueOf(thrown.getMessage()).matches(".*org[./](nd4j|bytedeco)[./].*");
    }
    return (thrown instanceof IOException || thrown instanceof OutOfMemoryError)
        && !remedy(thrown).isEmpty();
  }

  /** Why something failed, without the classes that it passed through. */
  public static String reason(Throwable thrown) {
    if (thrown instanceof UncheckedIOException && thrown.getCause() != null) {
      return reason(thrown.getCause());
    }
    if (thrown instanceof AccessDeniedException) {
      return "Permission denied: " + thrown.getMessage();
    }
    if (thrown instanceof NoSuchFileException) {
      return "there is no " + thrown.getMessage();
    }
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }

  /**
   * What helps against what an exception or one of its causes tells; empty if that is not known.
   */
  public static String remedy(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String reason = reason(cause);
      for (Map.Entry<String, String> remedy : REMEDIES.entrySet()) {
        if (reason.contains(remedy.getKey())) {
          return remedy.getValue();
        }
      }
    }
    return "";
  }

  /** Why something failed and, if that is known, what helps, as the end of a message. */
  public static String explain(Throwable thrown) {
    String remedy = remedy(thrown);
    return reason(thrown) + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
