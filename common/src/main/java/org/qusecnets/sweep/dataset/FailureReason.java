package org.qusecnets.sweep.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.util.zip.ZipException;

/** Why a file could not be read, written or downloaded, in words for the user. */
final class FailureReason {
  private FailureReason() {}

  static String of(IOException exception) {
    String message = exception.getMessage();
    if ("Not in GZIP format".equals(message)) {
      return "it is not compressed: another file, such as a server's page, or the plain one, whose"
          + " name has no "
          + FileSource.GZIP_SUFFIX;
    }
    if (exception instanceof ZipException) {
      return "it cannot be decompressed (" + message + ")";
    }
    if (exception instanceof EOFException) {
      return "it ends too early (" + message + ")";
    }
    if (exception instanceof ConnectException && message == null) {
      return "cannot connect";
    }
    String type = exception.getClass().getSimpleName();
    if (message == null) {
      return type;
    }
    // Their message is the path alone.
    return exception instanceof FileSystemException ? type + ": " + message : message;
  }
}
