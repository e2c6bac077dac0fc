package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.VaultServer;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The module as Spring puts it together from settings, on a real database and a real Vault. */
class SecretConfigurationIT {
  private static final ProviderId FIRECRAWL = new ProviderId("firecrawl");
  private static VaultServer server;

  @TempDir private Path home;
  private TestDatabase database;

  @BeforeAll
  static void startServer() {
    server = VaultServer.shared();
  }

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void withoutVaultTheKeyFileIsUnderHome() {
    local()
        .run(context -> {
          credentials(context).store(FIRECRAWL, Secret.of("exa-key"));
          assertThat(key(context)).isEqualTo("exa-key");
          assertThat(home.resolve("keys/kek.json")).exists();
          assertThat(context.getBean(VaultHealth.class).check().ready()).isTrue();
        });
    local().run(context -> assertThat(key(context)).isEqualTo("exa-key"));
  }

  @Test
  void keyFileCanBeNamedInThreeWays() throws IOException {
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    local()
        .withPropertyValues("toolroute.secret.key-file=" + credentials.resolve("toolroute-kek"))
        .run(context -> credentials(context).store(FIRECRAWL, Secret.of("exa-key")));

    local()
        .withPropertyValues("CREDENTIALS_DIRECTORY=" + credentials)
        .run(context -> assertThat(key(context)).isEqualTo("exa-key"));
    local()
        .withPropertyValues("TOOLROUTE_KEY_FILE=" + credentials.resolve("toolroute-kek"))
        .run(context -> assertThat(key(context)).isEqualTo("exa-key"));
    local().run(context -> assertRefused(context.getStartupFailure(), "is missing"));
  }

  @Test
  void withoutAnyPlaceForAKeyItDoesNotStart() {
    base().run(context -> assertRefused(context.getStartupFailure(), "toolroute.home"));
  }

  @Test
  void withVaultSharedKeysComeFromThereAndNoKeyFileIsMade() {
    server.asRoot(
        "POST",
        "toolroute-kv/data/providers/firecrawl",
        "{\"options\":{\"cas\":0},\"data\":{\"api_key\":\"exa-from-vault\"}}");
    vault()
        .run(context -> {
          assertThat(key(context)).isEqualTo("exa-from-vault");
          assertThat(context.getBean(VaultHealth.class).check().ready()).isTrue();
          SealingContext place = new SealingContext("acct_1", "live", "exa", "byok_1", 1);
          KeyEnvelope envelope = context.getBean(KeyEnvelope.class);
          SealedSecret sealed = envelope.seal(place, Secret.of("mine"));
          assertThat(sealed.wrappedKey()).startsWith("vault:v");
          assertThat(envelope.open(place, sealed).reveal(SecretAccess.UPSTREAM_REQUEST))
              .isEqualTo("mine");
        });
    assertThat(home.resolve("keys")).doesNotExist();
  }

  @Test
  void movingToVaultRewrapsWhatTheKeyFileWrapped() {
    // Given
    local().run(context -> credentials(context).store(FIRECRAWL, Secret.of("exa-key")));

    // When
    vault()
        .run(context -> {
          KeyRotation.Report report = context.getBean(KeyRotation.class).rewrapAll();
          assertThat(report).isEqualTo(new KeyRotation.Report(1, 0, 0, 0));

          // Then the same row opens through Vault
          ProviderCredentialTable table = context.getBean(ProviderCredentialTable.class);
          assertThat(table.holds("vault:v")).isTrue();
          assertThat(
                  new DatabaseCredentials(
                          context.getBean(KeyEnvelope.class), table, new SettableFeed(false))
                      .find(FIRECRAWL)
                      .orElseThrow()
                      .reveal(SecretAccess.UPSTREAM_REQUEST))
              .isEqualTo("exa-key");
        });
    local().run(context -> assertRefused(context.getStartupFailure(), "toolroute.vault.address"));
  }

  @Test
  void keyFileThatIsStillNeededMustBeThereEvenWithVault() throws IOException {
    local().run(context -> credentials(context).store(FIRECRAWL, Secret.of("exa-key")));
    Files.delete(home.resolve("keys/kek.json"));

    vault()
        .run(context -> assertRefused(context.getStartupFailure(), "still wrapped by the local"));
  }

  @Test
  void vaultWithoutExactlyOneLoginDoesNotStart() {
    String address = "toolroute.vault.address=" + server.address();
    base()
        .withPropertyValues(address)
        .run(context -> assertRefused(context.getStartupFailure(), "exactly one way to log in"));
    vault()
        .withPropertyValues("toolroute.vault.token-file=/nowhere")
        .run(context -> assertRefused(context.getStartupFailure(), "exactly one way to log in"));
    base()
        .withPropertyValues(address, "toolroute.vault.role-id=x")
        .run(context -> assertRefused(context.getStartupFailure(), "needs both"));
  }

  @Test
  void outOfRangeSettingsDoNotStart() {
    for (String setting :
        new String[] {
          "dek-cache-ttl=2h",
          "request-timeout=0s",
          "transit-key=../sys",
          "kv-mount=a//b",
          "address="
        }) {
      vault()
          .withPropertyValues("toolroute.vault." + setting)
          .run(context -> assertThat(context).as(setting).hasFailed());
    }
  }

  @Test
  void databaseGoneIsSecretsUnavailable() {
    local()
        .run(context -> {
          database.close();
          try {
            credentials(context).find(FIRECRAWL);
          } catch (GatewayException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE);
            return;
          }
          throw new AssertionError("no failure");
        });
  }

  private ApplicationContextRunner local() {
    return base().withPropertyValues("toolroute.home=" + home);
  }

  private ApplicationContextRunner vault() {
    return local()
        .withPropertyValues(
            "toolroute.vault.address=" + server.address(),
            "toolroute.vault.token="
                + server.token("1h", "toolroute-runtime", "toolroute-registrar"));
  }

  private ApplicationContextRunner base() {
    return new ApplicationContextRunner()
        .withUserConfiguration(Module.class)
        .withBean(DataSource.class, database::gateway)
        .withBean(ChangeFeed.class, () -> new SettableFeed(true));
  }

  private static SharedCredentials credentials(ApplicationContext context) {
    return context.getBean(SharedCredentials.class);
  }

  private static String key(ApplicationContext context) {
    return credentials(context).find(FIRECRAWL).orElseThrow().reveal(SecretAccess.UPSTREAM_REQUEST);
  }

  private static void assertRefused(Throwable failure, String because) {
    assertThat(failure)
        .rootCause()
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining(because);
  }

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("org.toolroute.gateway.secret")
  static class Module {}
}
