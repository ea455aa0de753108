package org.qusecnets.sweep;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may depend on what in the domain. */
@AnalyzeClasses(packages = "org.qusecnets.sweep", importOptions = DoNotIncludeTests.class)
class DomainArchitectureTest {
  private static final String OURS = "org.qusecnets.sweep..";

  @ArchTest
  static final ArchRule THE_DOMAIN_KNOWS_NO_SPARK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule ONLY_THE_NETWORK_KNOWS_DL4J =
      noClasses()
          .that()
          .resideOutsideOfPackage("..network..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ONLY_ITS_READER_AND_WRITER_KNOW_ONNX =
      noClasses()
          .that()
          .resideOutsideOfPackage("..network..onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("onnx..", "org.nd4j.shade.protobuf..");

  @ArchTest static final ArchRule OPTIONS_STAND_ALONE = dependsOnlyOn("options");

  @ArchTest static final ArchRule DATASETS_STAND_ALONE = dependsOnlyOn("dataset", "options");

  @ArchTest
  static final ArchRule RECIPES_KNOW_IMAGES_ONLY = dependsOnlyOn("recipe", "dataset", "options");

  @ArchTest
  static final ArchRule NETWORKS_FOLLOW_RECIPES =
      dependsOnlyOn("network", "recipe", "dataset", "options");

  /** What a file says is known before there is a network. */
  @ArchTest
  static final ArchRule FILES_OF_NETWORKS_KNOW_LAYERS_ONLY =
      dependsOnlyOn("network.pretrained", "network.onnx.graph", "recipe", "dataset", "options");

  @ArchTest
  static final ArchRule GRAPHS_IN_THE_MAKING_STAND_ALONE = dependsOnlyOn("network.onnx.graph");

  @ArchTest
  static final ArchRule ONLY_THE_READER_OF_KERAS_FILES_KNOWS_HDF5 =
      noClasses()
          .that()
          .resideOutsideOfPackage("..network.pretrained.keras.hdf5..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jhdf..");

  @ArchTest static final ArchRule ARITHMETIC_STANDS_ALONE = dependsOnlyOn("network.arithmetic");

  /** Arithmetic and parameters, whatever network they are of. */
  @ArchTest
  static final ArchRule INTERVALS_KNOW_NO_NETWORK =
      dependsOnlyOn("network.interval", "network.arithmetic", "network.optimizer");

  @ArchTest static final ArchRule OPTIMIZERS_STAND_ALONE = dependsOnlyOn("network.optimizer");

  /** Adversarial training attacks. */
  @ArchTest
  static final ArchRule DEFENSES_MAKE_RECIPES =
      dependsOnlyOn("defense", "attack", "recipe", "dataset", "options");

  /** So that an attack works on every classifier, and cannot reach behind the defense. */
  @ArchTest
  static final ArchRule ATTACKS_SEE_CLASSIFIERS =
      dependsOnlyOn("attack", "recipe", "dataset", "options");

  @ArchTest
  static final ArchRule CERTIFICATES_KNOW_NO_GRID =
      dependsOnlyOn(
          "certificate", "evaluation", "attack", "network", "recipe", "dataset", "options");

  @ArchTest
  static final ArchRule BOUNDS_KNOW_NETWORKS_ONLY =
      dependsOnlyOn("certificate.bound", "network", "dataset");

  @ArchTest
  static final ArchRule RESILIENCE_SEES_CLASSIFIERS =
      dependsOnlyOn("resilience", "recipe", "dataset", "evaluation", "options");

  @ArchTest
  static final ArchRule ATTACKS_SEE_NO_MORE_THAN_THE_INTERFACE =
      noClasses()
          .that()
          .resideInAPackage("..attack..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("..recipe..")
                  .and(
                      describe(
                          "are not the classifier's interface",
                          type ->
                              !type.getName().startsWith("org.qusecnets.sweep.recipe.Classifier")
                                  && !type.getSimpleName().equals("Logits"))));

  @ArchTest
  static final ArchRule A_GRID_KNOWS_NEITHER_FILES_NOR_FORECASTS_NOR_NETWORKS =
      noClasses()
          .that()
          .resideInAPackage("..grid..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("..sweep.config..", "..sweep.plan..", "..sweep.network.."));

  @ArchTest static final ArchRule CONFIGURATION_KNOWS_NO_FORECAST = ignores("config", "plan");

  @ArchTest static final ArchRule FORECASTS_KNOW_NO_FILES = ignores("plan", "config");

  /** Below a package lies another room, not a part of it. */
  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.qusecnets.sweep.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule NOBODY_PRINTS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule NOBODY_LOGS_THROUGH_JAVA = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private static ArchRule ignores(String name, String other) {
    return noClasses()
        .that()
        .resideInAPackage("..sweep." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..sweep." + other + "..");
  }

  /** Of our own packages a package may use these and the root's. */
  private static ArchRule dependsOnlyOn(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    for (int i = 0; i < others.length; i++) {
      allowed[i] = ".." + others[i] + "..";
    }
    allowed[others.length] = ".." + name + "..";
    return classes()
        .that()
        .resideInAPackage(".." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(OURS)
                .or(resideInAnyPackage(allowed))
                .or(JavaClass.Predicates.resideInAPackage("org.qusecnets.sweep")));
  }
}
