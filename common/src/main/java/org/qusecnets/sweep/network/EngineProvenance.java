package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What does the arithmetic in this JVM: another native build gives other last bits for the same
 * seed.
 *
 * @param version version of this program
 * @param libraries versions of the libraries, by name
 * @param nativeBuild the native build, such as {@code linux-x86_64-onednn}
 * @param threads native threads a task
 * @param jvm the Java virtual machine
 * @param machine operating system and processor architecture
 */
public record EngineProvenance(
    String version,
    SortedMap<String, String> libraries,
    String nativeBuild,
    int threads,
    String jvm,
    String machine)
    implements Serializable {

  private static final String UNPACKAGED = "development";

  /**
   * Whether the same work would give the same bits as there: all but the machine and its JVM is the
   * same.
   */
  public boolean givesTheBitsOf(EngineProvenance other) {
    return other != null
        && version.equals(other.version)
        && libraries.equals(other.libraries)
        && nativeBuild.equals(other.nativeBuild)
        && threads == other.threads;
  }

  /** What users should know of the native build, if anything. */
  public Optional<String> notice() {
    return nativeBuild.contains("onednn")
        ? Optional.empty()
        : Optional.of(
            "the native build "
                + nativeBuild
                + " has no oneDNN: its matrix products are slower, all else is the same");
  }

  /** Of this JVM. */
  public static EngineProvenance current() {
    SortedMap<String, String> libraries = new TreeMap<>();
    libraries.put("deeplearning4j", mavenVersion("org.deeplearning4j", "deeplearning4j-nn"));
    libraries.put("nd4j", mavenVersion("org.nd4j", "nd4j-api"));
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    libraries.put("blas", String.valueOf(environment.get("blas.vendor")));
    return new EngineProvenance(
        programVersion(),
        libraries,
        loadedBuild(),
        Integer.parseInt(String.valueOf(environment.get("omp.threads"))),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  /** The same with another number of native threads a task. */
  public EngineProvenance withThreads(int number) {
    return new EngineProvenance(version, libraries, nativeBuild, number, jvm, machine);
  }

  /** Version of this program. */
  public static String programVersion() {
    return mavenVersion("org.qusecnets", "sweep-common");
  }

  /** The folder that JavaCPP loaded the native library from is named after its build. */
  private static String loadedBuild() {
    Path library = Path.of(Loader.load(Nd4jCpu.class));
    return library.getParent().getFileName().toString();
  }

  private static String mavenVersion(String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (var in = EngineProvenance.class.getResourceAsStream(resource)) {
      if (in == null) {
        return UNPACKAGED;
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
