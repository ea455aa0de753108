package org.qusecnets.sweep.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A folder on any file system that Hadoop knows, and the few things that results need of it. Names
 * are relative to the folder, with {@code /} between parts.
 *
 * <p>A file is replaced as a whole: on a local disk and on HDFS it is written beside its place and
 * moved over it, on an object store it is written in its place, where it appears when it is
 * complete. No folder is ever renamed.
 */
public final class Storage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What names of files begin with that are not yet in their place. */
  public static final String STAGED = ".staged-";

  /** What is not a path, but a URI. */
  static final String URI = "[a-zA-Z][a-zA-Z0-9+.-]+:/.*";

  /** Stores where a file appears when it is complete, and where a rename is a copy. */
  private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a", "gs", "oss", "cosn", "obs");

  /** How the operating system says that a file system cannot do something. */
  private static final Set<String> NOT_SUPPORTED =
      Set.of("Operation not supported", "Invalid argument", "Function not implemented");

  /** How often a file is read that others may replace meanwhile. */
  private static final int READS = 5;

  private final String root;

  /** The folder of all results, which nobody makes by writing below it. */
  private final String base;

  private final SerializableConfiguration configuration;
  private transient FileContext renames;

  private Storage(String root, String base, SerializableConfiguration configuration) {
    this.root = root;
    this.base = base;
    this.configuration = configuration;
  }

  /**
   * A folder, which need not be there.
   *
   * @param folder a path or URI; without a scheme it is of Hadoop's default file system, the local
   *     one unless it is configured otherwise
   * @throws IOException if its file system is not known or cannot be reached
   */
  public static Storage of(String folder) throws IOException {
    Configuration configuration = SparkHadoopUtil.get().newConfiguration(new SparkConf());
    boolean local = FileSystem.getDefaultUri(configuration).getScheme().equals("file");
    return local && !folder.matches(URI)
        ? of(java.nio.file.Path.of(folder))
        : of(new Path(folder), configuration);
  }

  /** A folder of the local file system, whatever Hadoop's default one is; it need not be there. */
  public static Storage of(java.nio.file.Path folder) throws IOException {
    return of(
        new Path(folder.toAbsolutePath().normalize().toUri()),
        SparkHadoopUtil.get().newConfiguration(new SparkConf()));
  }

  private static Storage of(Path path, Configuration configuration) throws IOException {
    FileSystem system = system(path, configuration);
    String root = path.makeQualified(system.getUri(), system.getWorkingDirectory()).toString();
    return new Storage(root, root, new SerializableConfiguration(configuration));
  }

  /** The folder as Spark and Hadoop name it. */
  public Path path(String name) {
    return name.isEmpty() ? new Path(root) : new Path(root, new Path(null, null, name));
  }

  /** A folder below this one. */
  Storage below(String name) {
    return new Storage(path(name).toString(), base, configuration);
  }

  /** The folder on the local file system, if it is there. */
  public Optional<java.nio.file.Path> local() {
    Path path = new Path(root);
    return path.toUri().getScheme().equals("file")
        ? Optional.of(java.nio.file.Path.of(path.toUri().getPath()))
        : Optional.empty();
  }

  private Optional<java.nio.file.Path> local(String name) {
    return local().map(folder -> name.isEmpty() ? folder : folder.resolve(name));
  }

  Configuration configuration() {
    return configuration.value();
  }

  /** Hadoop throws what is not declared where a class is missing. */
  private static FileSystem system(Path path, Configuration configuration) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw new IOException(
            "its file system needs the class "
                + missing.getMessage().replaceFirst("^Class (\\S+) not found$", "$1")
                + ", which is not here; add the jar that holds it and those that it needs with"
                + " --jars",
            e);
      }
      throw e;
    }
  }

  private FileSystem system() throws IOException {
    return new Path(root).getFileSystem(configuration.value());
  }

  /** What is at a name, as users name it. */
  public String describe(String name) {
    return local(name).map(java.nio.file.Path::toString).orElse(path(name).toString());
  }

  public boolean exists(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    return file.isPresent() ? Files.exists(file.get()) : system().exists(path(name));
  }

  public boolean isFolder(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    return file.isPresent()
        ? Files.isDirectory(file.get())
        : system().exists(path(name)) && system().getFileStatus(path(name)).isDirectory();
  }

  /** The names of what lies in a folder, none if it is not there. */
  public List<String> list(String name) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus status : system().listStatus(path(name))) {
        names.add(status.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  /** When a file was written last, by the clock of its file system. */
  public Instant modified(String name) throws IOException {
    return Instant.ofEpochMilli(system().getFileStatus(path(name)).getModificationTime());
  }

  public byte[] read(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    if (file.isPresent()) {
      return Files.readAllBytes(file.get());
    }
    for (int tries = 1; ; tries++) {
      try (InputStream in = system().open(path(name))) {
        return in.readAllBytes();
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        // HDFS gives up a file that is replaced while it is opened.
        if (tries == READS) {
          throw e;
        }
      }
    }
  }

  public InputStream open(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    return file.isPresent() ? Files.newInputStream(file.get()) : system().open(path(name));
  }

  public void makeFolder(String name) throws IOException {
    Optional<java.nio.file.Path> folder = local(name);
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    } else if (!system().mkdirs(path(name))) {
      throw new IOException("cannot make " + path(name));
    }
  }

  /**
   * Writes a file in its place and waits until it is on the disk. Whoever reads it before, or after
   * this was interrupted, may find part of it: its name or its content has to tell.
   */
  public void write(String name, byte[] content) throws IOException {
    write(name, out -> out.write(content));
  }

  /** What writes the content of a file to a stream that it does not close. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private void write(String name, Content content) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    if (file.isPresent()) {
      makeParent(file.get());
      try (FileChannel channel =
              FileChannel.open(
                  file.get(),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        content.writeTo(out);
        force(channel);
      } catch (IOException e) {
        throw named(file.get(), e);
      }
      return;
    }
    try (FSDataOutputStream out = system().create(path(name), true)) {
      content.writeTo(out);
      if (!isObjectStore()) {
        out.hsync();
      }
    }
  }

  /** Whoever has moved or removed the results does not find them begun anew. */
  private void makeParent(java.nio.file.Path file) throws IOException {
    java.nio.file.Path folder = java.nio.file.Path.of(new Path(base).toUri().getPath());
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Files.createDirectories(file.getParent());
  }

  /** Not every file system can tell when a file is on the disk. */
  private static void force(FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      if (!NOT_SUPPORTED.contains(String.valueOf(e.getMessage()))) {
        throw e;
      }
    }
  }

  /** What is thrown while a file is written does not say which. */
  private static IOException named(java.nio.file.Path file, IOException e) {
    return e instanceof FileSystemException || e instanceof ClosedByInterruptException
        ? e
        : new IOException(file + ": " + e.getMessage(), e);
  }

  /** Writes a small file of which only the existence counts. */
  public void touch(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    if (file.isPresent()) {
      makeParent(file.get());
      Files.write(file.get(), new byte[0]);
    } else {
      system().create(path(name), true).close();
    }
  }

  /**
   * Writes a file where there is none; of several at once, one, but on an object store the last
   * one. Whoever reads it at that moment may find it empty.
   *
   * @return whether there was none
   */
  public boolean create(String name, byte[] content) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    if (file.isPresent()) {
      try {
        Files.write(file.get(), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }
    OutputStream created;
    try {
      created = system().create(path(name), false);
    } catch (IOException e) {
      // How it is told differs, and whether its writer has closed it yet.
      if (exists(name)) {
        return false;
      }
      throw e;
    }
    try (OutputStream out = created) {
      out.write(content);
    }
    return true;
  }

  /** Writes a file as a whole, over a former one if there is one. */
  public void replace(String name, byte[] content) throws IOException {
    replace(name, out -> out.write(content));
  }

  /** The same of content that is too large for a piece of memory. */
  void replace(String name, Content content) throws IOException {
    if (isObjectStore()) {
      write(name, content);
      return;
    }
    int slash = name.lastIndexOf('/') + 1;
    String staged = name.substring(0, slash) + staged(name.substring(slash));
    write(staged, content);
    move(staged, name);
  }

  private static String staged(String name) {
    return STAGED + name + "-" + UUID.randomUUID();
  }

  /** Moves a file over another. */
  void move(String from, String to) throws IOException {
    Optional<java.nio.file.Path> source = local(from);
    if (source.isPresent()) {
      Files.move(
          source.get(),
          local(to).orElseThrow(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      renames().rename(path(from), path(to), Rename.OVERWRITE);
    }
  }

  /** Each has connections of its own, which nobody closes. */
  private synchronized FileContext renames() throws IOException {
    if (renames == null) {
      renames = FileContext.getFileContext(new Path(root).toUri(), configuration.value());
    }
    return renames;
  }

  /** Deletes a file or a folder with all in it, if it is there. */
  public void delete(String name) throws IOException {
    system().delete(path(name), true);
  }

  /** Deletes a file if it is there. */
  void deleteFile(String name) throws IOException {
    Optional<java.nio.file.Path> file = local(name);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    } else {
      system().delete(path(name), false);
    }
  }

  private boolean isObjectStore() {
    return OBJECT_STORES.contains(new Path(root).toUri().getScheme());
  }

  @Override
  public String toString() {
    return describe("");
  }
}
