package org.toolroute.gateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** What no class of the gateway does. */
@AnalyzeClasses(packages = Modules.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class CodeRulesTest {
  private static final String VAGUE_PACKAGE =
      "(.*\\.)?(util|utils|common|helper|helpers|manager)(\\..*)?";
  private static final String VAGUE_CLASS = ".*(Util|Utils|Common|Helper|Helpers|Manager)";
  private static final String MAP_OF_ANYTHING = "java.util.Map<java.lang.String, java.lang.Object>";

  /** What waits for something that tells nobody when it changes: a process, a sealed Vault. */
  private static final Set<String> WAITING =
      Set.of(
          Modules.ROOT + ".platform.postgres.PostgresServer",
          Modules.ROOT + ".platform.postgres.Supervisor",
          Modules.ROOT + ".secret.vault.Repetition");

  @ArchTest
  static final ArchRule noFieldIsInjected =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .allowEmptyShould(true);

  @ArchTest
  static void noNameIsVague(JavaClasses gateway) {
    assertThat(gateway)
        .extracting(JavaClass::getPackageName)
        .noneMatch(name -> name.matches(VAGUE_PACKAGE));
    assertThat(gateway)
        .extracting(JavaClass::getSimpleName)
        .noneMatch(name -> name.matches(VAGUE_CLASS));
  }

  @ArchTest static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule logsGoToSlf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .that(
              DescribedPredicate.<JavaClass>describe(
                  "have nobody to tell them", type -> !WAITING.contains(type.getName())))
          .should()
          .callMethodWhere(
              DescribedPredicate.<JavaMethodCall>describe(
                  "it sleeps",
                  call -> {
                    MethodCallTarget target = call.getTarget();
                    return target.getName().equals("sleep")
                        && target.getOwner().getPackageName().startsWith("java.");
                  }));

  @ArchTest
  static final ArchRule publicMethodsSayWhatTheyCarry =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should(carryNoMapsOfAnything());

  private static ArchCondition<JavaMethod> carryNoMapsOfAnything() {
    return new ArchCondition<>("carry no Map<String, Object>") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean carries =
            !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && Stream.concat(
                        method.getParameterTypes().stream(), Stream.of(method.getReturnType()))
                    .map(JavaType::getName)
                    .anyMatch(name -> name.contains(MAP_OF_ANYTHING));
        if (carries) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }
}
