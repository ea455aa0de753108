package org.qusecnets.sweep.jobs;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** The rules of this module. */
@AnalyzeClasses(packages = "org.qusecnets.sweep", importOptions = DoNotIncludeTests.class)
class JobsArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheLifecycleStartsSpark =
      noClasses()
          .that()
          .doNotHaveSimpleName("SparkLifecycle")
          .should()
          .callMethod(SparkContext.class, "getOrCreate", SparkConf.class)
          .orShould()
          .callConstructorWhere(
              target(
                  owner(assignableTo(SparkContext.class).or(assignableTo(JavaSparkContext.class)))))
          .orShould()
          .callMethod(SparkSession.class, "builder");

  @ArchTest
  static final ArchRule onlyThisModuleKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.qusecnets.sweep.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule thisModuleDoesNotKnowTheEngine =
      noClasses()
          .that()
          .resideInAPackage("org.qusecnets.sweep.jobs..")
          // They are DL4J's training on Spark.
          .and()
          .doNotHaveSimpleName("DataParallelTraining")
          .and()
          .haveSimpleNameNotStartingWith("EngineTraining")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule commandsAreNamedAsCommands =
      classes()
          .that()
          .areAnnotatedWith(Command.class)
          .should()
          .haveSimpleNameEndingWith("Command")
          .orShould()
          .haveSimpleName("Main");

  @ArchTest
  static final ArchRule roomsAreEnteredFromAbove =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy("..jobs.command..")
          .layer("resilience")
          .definedBy("..jobs.resilience..")
          .layer("images")
          .definedBy("..jobs.images..")
          .layer("publication")
          .definedBy("..jobs.publication..")
          .layer("run")
          .definedBy("..jobs.run..")
          .layer("store")
          .definedBy("..jobs.store..")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("resilience")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("images")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("publication")
          .mayOnlyBeAccessedByLayers("command", "resilience", "images")
          .whereLayer("run")
          .mayOnlyBeAccessedByLayers("command", "resilience", "images", "publication")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("command", "resilience", "images", "publication", "run");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.qusecnets.sweep.(**)").should().beFreeOfCycles();
}
