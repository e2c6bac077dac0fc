package org.toolroute.gateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.shared.DatabaseFailure;

/** Who may use whom, and which module may use which technology. */
@AnalyzeClasses(packages = Modules.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The operator's surface is REST too: its steps stand in REST routes. */
  private static final Set<String> CAMEL =
      Set.of("admin", "execution", "provider", "protocol", "observability", "platform");

  private static final Set<String> DATABASE =
      Set.of(
          "account", "byok", "catalog", "change", "ledger", "platform", "protocol.a2a", "secret");

  /** The classes that hold an exchange without being a step. */
  private static final Set<String> AT_THE_EDGE =
      Set.of("CallVariables", "ToolExecution", "RestRequest", "BearerToken", "Wire", "WireBinding");

  @ArchTest
  static void everyModuleUsesOnlyWhatItMay(JavaClasses gateway) {
    Modules.USES
        .keySet()
        .forEach(module ->
            noClasses()
                .that(Modules.are(module))
                .should()
                .dependOnClassesThat(Modules.notForUseBy(module))
                .allowEmptyShould(true)
                .check(gateway));
  }

  @ArchTest
  static void everyModuleIsKnown(JavaClasses gateway) {
    assertThat(gateway)
        .extracting(type -> Modules.of(type).orElse(Modules.SHARED))
        .isSubsetOf(Modules.USES.keySet());
  }

  @ArchTest
  static final ArchRule theSandboxReachesNothingOutside =
      classes()
          .that(areOf("sandbox"))
          .should()
          .onlyDependOnClassesThat(
              inPackages(
                      "java.lang",
                      "java.util",
                      "java.nio.charset",
                      "tools.jackson",
                      "com.google.re2j",
                      "org.jspecify",
                      "org.springframework.stereotype",
                      Modules.ROOT + ".sandbox",
                      Modules.ROOT + ".catalog",
                      Modules.ROOT + ".shared")
                  .or(
                      JavaClass.Predicates.belongToAnyOf(
                          UpstreamRequest.class, UpstreamAnswer.class))
                  .or(JavaClass.Predicates.equivalentTo(URLDecoder.class))
                  .or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive))
                  .or(DescribedPredicate.describe("array", JavaClass::isArray)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule camelStaysInItsModules =
      noClasses()
          .that(areOf(CAMEL.toArray(String[]::new)).negate())
          .should()
          .dependOnClassesThat(inPackages("org.apache.camel"));

  @ArchTest
  static final ArchRule exchangesStayInSteps =
      noClasses()
          .that(
              DescribedPredicate.<JavaClass>describe(
                      "are no steps", type -> !mayHoldAnExchange(type))
                  .or(areOf("admin", "execution", "provider", "protocol").negate()))
          .should()
          .dependOnClassesThat(JavaClass.Predicates.equivalentTo(Exchange.class));

  @ArchTest
  static final ArchRule theVaultDriverStaysInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(Modules.ROOT + ".secret.vault..")
          .should()
          .dependOnClassesThat(inPackages("io.github.jopenlibs"));

  @ArchTest
  static final ArchRule theDatabaseStaysInItsModules =
      noClasses()
          .that(areOf(DATABASE.toArray(String[]::new)).negate())
          // It knows the failures only, for every protocol.
          .and(JavaClass.Predicates.equivalentTo(DatabaseFailure.class).negate())
          .should()
          .dependOnClassesThat(
              inPackages(
                  "java.sql",
                  "javax.sql",
                  "org.springframework.jdbc",
                  "org.springframework.transaction",
                  "org.postgresql",
                  "org.flywaydb",
                  "com.zaxxer.hikari"));

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses gateway) {
    assertThat(gateway)
        .extracting(JavaClass::getPackage)
        .allMatch(javaPackage -> isNullMarked(javaPackage));
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.isAnnotatedWith("org.jspecify.annotations.NullMarked");
  }

  private static boolean mayHoldAnExchange(JavaClass type) {
    return type.isAssignableTo(Processor.class) || AT_THE_EDGE.contains(type.getSimpleName());
  }

  private static DescribedPredicate<JavaClass> areOf(String... modules) {
    return DescribedPredicate.describe(
        "are of " + String.join(", ", modules),
        type ->
            Arrays.stream(modules)
                .anyMatch(module ->
                    Modules.of(type)
                        .filter(own -> own.equals(module) || own.startsWith(module + "."))
                        .isPresent()));
  }

  private static DescribedPredicate<JavaClass> inPackages(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(
        Arrays.stream(packages).map(name -> name + "..").toArray(String[]::new));
  }
}
