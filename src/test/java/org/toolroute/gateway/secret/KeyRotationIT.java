package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class KeyRotationIT {
  private static final byte[] FIRST = AesGcm.randomBytes(32);
  private static final byte[] SECOND = AesGcm.randomBytes(32);

  private final KeyWrapper before = new LocalKeyFile(new MasterKeys(1, Map.of(1, FIRST)));
  private final KeyWrapper during =
      new LocalKeyFile(new MasterKeys(2, Map.of(1, FIRST, 2, SECOND)));
  private final KeyWrapper after = new LocalKeyFile(new MasterKeys(2, Map.of(2, SECOND)));
  private TestDatabase database;
  private ProviderCredentialTable table;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
    table = new ProviderCredentialTable(JdbcClient.create(database.gateway()));
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void everyRowMovesToThePrimaryKeyAndTheOldOneCanBeDropped() {
    // Given more rows than a batch holds
    List<ProviderId> providers = store(KeyWrapper.REWRAP_MAX + 3);

    // When
    KeyRotation.Report report = rotation(during).rewrapAll();
    KeyRotation.Report again = rotation(during).rewrapAll();

    // Then
    assertThat(report).isEqualTo(new KeyRotation.Report(providers.size(), 0, 0, 0));
    assertThat(again).isEqualTo(new KeyRotation.Report(0, providers.size(), 0, 0));
    assertThat(table.holds("local:v1:")).isFalse();
    SharedCredentials credentials = credentials(after);
    for (ProviderId provider : providers) {
      assertThat(credentials.find(provider).orElseThrow().reveal(SecretAccess.UPSTREAM_REQUEST))
          .isEqualTo("key of " + provider);
    }
  }

  @Test
  void rowThatCannotBeUnwrappedIsReportedAndDoesNotStopTheOthers() {
    store(5);
    asOwner(
        "UPDATE provider_credential SET wrapped_dek = overlay(wrapped_dek placing '////' from 20)"
            + " WHERE provider = 'p2'");

    try (CapturedLogs logs = CapturedLogs.start()) {
      assertThat(rotation(during).rewrapAll()).isEqualTo(new KeyRotation.Report(4, 0, 0, 1));
      assertThat(logs.text()).contains("a stored data key cannot be unwrapped").contains("p2");
    }
  }

  @Test
  void keyThatIsReplacedMeanwhileStaysTheNewOne() {
    // Given a replacement that comes between reading and rewrapping
    List<ProviderId> providers = store(1);
    WrappedKeyStore racing =
        new RacingStore(
            table, () -> credentials(during).store(providers.getFirst(), Secret.of("the new one")));

    // When
    KeyRotation.Report report =
        new KeyRotation(new KeyWrappers(during, List.of()), List.of(racing)).rewrapAll();

    // Then
    assertThat(report).isEqualTo(new KeyRotation.Report(0, 0, 1, 0));
    assertThat(
            credentials(during)
                .find(providers.getFirst())
                .orElseThrow()
                .reveal(SecretAccess.UPSTREAM_REQUEST))
        .isEqualTo("the new one");
  }

  private List<ProviderId> store(int count) {
    List<ProviderId> providers = new ArrayList<>();
    SharedCredentials credentials = credentials(before);
    for (int i = 0; i < count; i++) {
      ProviderId provider = new ProviderId("p" + i);
      credentials.store(provider, Secret.of("key of " + provider));
      providers.add(provider);
    }
    return providers;
  }

  private KeyRotation rotation(KeyWrapper wrapper) {
    return new KeyRotation(new KeyWrappers(wrapper, List.of()), List.of(table));
  }

  private SharedCredentials credentials(KeyWrapper wrapper) {
    return new DatabaseCredentials(TestEnvelope.over(wrapper), table, new SettableFeed(false));
  }

  private void asOwner(String sql) {
    JdbcClient.create(database.owner()).sql(sql).update();
  }

  /** Lets somebody else write right after the first rows were read. */
  private record RacingStore(WrappedKeyStore store, Runnable race) implements WrappedKeyStore {
    @Override
    public String name() {
      return store.name();
    }

    @Override
    public List<WrappedKey> after(String afterId, int limit) {
      List<WrappedKey> keys = store.after(afterId, limit);
      if (afterId.isEmpty()) {
        race.run();
      }
      return keys;
    }

    @Override
    public boolean replace(WrappedKey old, String wrapped) {
      return store.replace(old, wrapped);
    }

    @Override
    public boolean holds(String prefix) {
      return store.holds(prefix);
    }
  }
}
