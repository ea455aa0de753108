package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.qusecnets.sweep.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sweep init FILE}: a configuration to start from. */
@Command(
    name = "init",
    description = "Writes a commented configuration to start from. Overwrites nothing.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Runnable {
  private static final String TEMPLATE = "init.conf";

  @Parameters(index = "0", paramLabel = "FILE", description = "The new file, such as my.conf.")
  private Path file;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    try (InputStream template = InitCommand.class.getResourceAsStream(TEMPLATE)) {
      Files.write(file, template.readAllBytes(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw refusal("it is there already; name another file", e);
    } catch (NoSuchFileException e) {
      throw refusal("its folder is not there; make that or name another file", e);
    } catch (IOException e) {
      throw refusal(e + "; check the folder's permissions or name another file", e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + file + ". To go on:");
    out.println("  sweep check " + file + "   whether it is valid, and how much it asks for");
    out.println("  sweep plan " + file + "    how long it would take");
    out.println("  sweep run " + file + "     the sweep itself");
  }

  private UserException refusal(String reason, IOException cause) {
    return new UserException("Cannot write " + file + ": " + reason, cause);
  }
}
