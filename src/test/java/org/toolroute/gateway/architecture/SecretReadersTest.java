package org.toolroute.gateway.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The classes that read secrets, by purpose. Whoever makes another class read one adds it here, and
 * a reviewer sees it.
 */
@AnalyzeClasses(packages = Modules.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class SecretReadersTest {
  private static final Map<SecretAccess, Set<String>> READERS =
      Map.ofEntries(
          entry(
              SecretAccess.UPSTREAM_REQUEST,
              Set.of(
                  "credential.KeyRing",
                  "provider.ProviderKeyCheck",
                  "provider.transport.CredentialHeader",
                  "sandbox.Rehearsal")),
          entry(SecretAccess.LEAK_SCAN, Set.of("provider.transport.KeyForms")),
          entry(SecretAccess.SEALING, Set.of("secret.Envelope")),
          entry(
              SecretAccess.AUTHENTICATION,
              Set.of("account.AdminSettings", "account.KeyForm", "account.KeyHash")),
          entry(SecretAccess.FORM_CHECK, Set.of("byok.KeyRules", "catalog.KeyForm")),
          entry(SecretAccess.SHOW_ONCE, Set.of("account.FirstCredentials", "admin.KeyOperations")),
          entry(
              SecretAccess.VAULT_REQUEST,
              Set.of("secret.vault.AppRoleLogin", "secret.vault.VaultClient")),
          entry(
              SecretAccess.DATABASE_LOGIN,
              Set.of(
                  "platform.EmbeddedDatabaseConfiguration",
                  "platform.postgres.DataDirectory",
                  "platform.postgres.Roles")));

  @ArchTest
  static void everyPurposeIsListed(JavaClasses gateway) {
    assertThat(READERS).containsOnlyKeys(SecretAccess.values());
    assertThat(gateway.contain(Secret.class)).isTrue();
  }

  @ArchTest
  static void aSecretIsReadForAListedPurposeOnly(JavaClasses gateway) {
    JavaClass purposes = gateway.get(SecretAccess.class);
    Arrays.stream(SecretAccess.values())
        .forEach(purpose ->
            assertThat(users(purposes.getField(purpose.name())))
                .as(purpose.name())
                .isSubsetOf(READERS.getOrDefault(purpose, Set.of())));
  }

  @ArchTest
  static void aSecretIsReadByAListedClassOnly(JavaClasses gateway) {
    Set<String> listed = READERS.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<String> readers =
        gateway.get(Secret.class).getMethods().stream()
            .filter(method -> method.getName().startsWith("reveal"))
            .flatMap(SecretReadersTest::callers)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(readers).isNotEmpty().isSubsetOf(listed);
  }

  private static Set<String> users(JavaField purpose) {
    return purpose.getAccessesToSelf().stream()
        .map(JavaAccess::getOriginOwner)
        .filter(origin -> !origin.isEquivalentTo(SecretAccess.class))
        .map(SecretReadersTest::nameBelowRoot)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> callers(JavaMethod method) {
    return Stream.concat(
            method.getCallsOfSelf().stream().map(JavaAccess::getOriginOwner),
            method.getReferencesToSelf().stream().map(JavaAccess::getOriginOwner))
        .map(SecretReadersTest::nameBelowRoot);
  }

  /** The outermost class, without the root package. */
  private static String nameBelowRoot(JavaClass type) {
    return type.getName().substring(Modules.ROOT.length() + 1).replaceAll("\\$.*", "");
  }
}
