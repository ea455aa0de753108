package org.qusecnets.sweep.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** The rules of this module. */
@AnalyzeClasses(packages = "org.qusecnets.sweep", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheLifecycleStartsSpark =
      noClasses()
          .that()
          .doNotHaveSimpleName("SparkLifecycle")
          .should()
          .callMethod(SparkSession.class, "builder");

  @ArchTest
  static final ArchRule onlyThisModuleKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.qusecnets.sweep.jobs")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule thisModuleDoesNotKnowTheEngine =
      noClasses()
          .that()
          .resideInAPackage("org.qusecnets.sweep.jobs")
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
}
