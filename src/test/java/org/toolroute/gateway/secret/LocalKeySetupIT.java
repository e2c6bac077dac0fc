package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class LocalKeySetupIT {
  private static final ProviderId TAVILY = new ProviderId("tavily");

  @TempDir private Path home;
  private TestDatabase database;
  private ProviderCredentialTable table;
  private Path keyFile;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
    table = new ProviderCredentialTable(JdbcClient.create(database.gateway()));
    keyFile = home.resolve("keys/kek.json");
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void firstStartCreatesAFileForThisUserOnly() throws IOException {
    setup(keyFile).openOrCreate();

    assertThat(mode(keyFile)).isEqualTo("rw-------");
    assertThat(mode(keyFile.getParent())).isEqualTo("rwx------");
  }

  @Test
  void keysSurviveARestart() {
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));

    SharedCredentials restarted = credentials(setup(keyFile));

    assertThat(restarted.find(TAVILY).orElseThrow().reveal(SecretAccess.UPSTREAM_REQUEST))
        .isEqualTo("tvly-first");
  }

  @Test
  void missingFileIsNeverReplacedByANewKey() throws IOException {
    // Given a database that was used with a key file, now lost
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));
    Files.delete(keyFile);

    // When, Then
    assertRefused(keyFile, "is missing");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void missingFileIsNotReplacedEvenWhenTheCheckTableWasEmptied() throws IOException {
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));
    Files.delete(keyFile);
    asOwner("DELETE FROM secret_key_check");

    assertRefused(keyFile, "is missing");
    assertThat(keyFile).doesNotExist();
  }

  @Test
  void wrongFileIsRefused() throws IOException {
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));
    write(keyFile, json(1, 1));

    assertRefused(keyFile, "is not the one this database was used with");
  }

  @Test
  void fileThatLacksAKeyStillInUseIsRefused() throws IOException {
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));
    write(keyFile, json(2, 2));

    assertRefused(keyFile, "lacks key 1");
  }

  @Test
  void fileWrittenJustBeforeACrashIsAdopted() throws IOException {
    write(keyFile, json(1, 1));

    setup(keyFile).openOrCreate();

    assertThat(new KeyCheckTable(database.gateway()).ids()).containsExactly(1);
  }

  @Test
  void fileThatOthersCanReadIsRefused() throws IOException {
    setup(keyFile).openOrCreate();
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

    assertRefused(keyFile, "chmod 600");
  }

  @Test
  void placeInADatabaseDirectoryIsRefusedBeforeAnythingIsCreated() throws IOException {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");

    assertRefused(data.resolve("kek.json"), "with the data it protects");
    assertThat(data.resolve("kek.json")).doesNotExist();
  }

  @Test
  void danglingSymbolicLinkIsRefusedNotFollowed() throws IOException {
    Path link = home.resolve("link.json");
    Files.createSymbolicLink(link, home.resolve("target.json"));

    assertRefused(link, "symbolic link");
    assertThat(home.resolve("target.json")).doesNotExist();
  }

  @Test
  void rotationKeepsOldKeysReadableAndWrapsWithThePrimary() throws IOException {
    // Given
    credentials(setup(keyFile)).store(TAVILY, Secret.of("tvly-first"));
    addPrimary(2);

    // When
    SharedCredentials rotated = credentials(setup(keyFile));
    rotated.store(new ProviderId("exa"), Secret.of("exa-second"));

    // Then
    assertThat(rotated.find(TAVILY)).isPresent();
    assertThat(table.holds("local:v1:")).isTrue();
    assertThat(table.holds("local:v2:")).isTrue();
  }

  @Test
  void ofTwoNodesThatStartForTheFirstTimeWithKeyFilesOfTheirOwnOneIsRefused() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> first = nodes.submit(start(home.resolve("node1/kek.json"), together));
      Future<Boolean> second = nodes.submit(start(home.resolve("node2/kek.json"), together));

      assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
    }
    long files =
        List.of("node1", "node2").stream()
            .filter(node -> Files.exists(home.resolve(node).resolve("kek.json")))
            .count();
    assertThat(files).isEqualTo(1);
  }

  private Callable<Boolean> start(Path file, CyclicBarrier together) {
    return () -> {
      LocalKeySetup setup = setup(file);
      together.await();
      try {
        setup.openOrCreate();
        return true;
      } catch (SecretSetupException e) {
        return false;
      }
    };
  }

  private void assertRefused(Path file, String because) {
    assertThatThrownBy(setup(file)::openOrCreate)
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining(because)
        .hasMessageContaining(file.getFileName().toString());
  }

  private SharedCredentials credentials(LocalKeySetup setup) {
    return new DatabaseCredentials(
        TestEnvelope.over(setup.openOrCreate()), table, new SettableFeed(false));
  }

  private LocalKeySetup setup(Path file) {
    return setup(file, new KeyFileChecks(null, List.of()));
  }

  private LocalKeySetup setup(Path file, KeyFileChecks checks) {
    return new LocalKeySetup(
        new MasterKeyFile(file),
        checks,
        new KeyCheckTable(database.gateway()),
        List.of(table),
        InstantSource.system());
  }

  private void addPrimary(int id) throws IOException {
    String entry =
        ",{\"id\":"
            + id
            + ",\"created\":\"2026-01-01T00:00:00Z\",\"k\":\""
            + base64Key(id)
            + "\"}]";
    write(
        keyFile,
        Files.readString(keyFile)
            .replace("\"primary\":1", "\"primary\":" + id)
            .replace("]", entry));
  }

  private static String json(int primary, int id) {
    return "{\"primary\":%d,\"keys\":[{\"id\":%d,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"%s\"}]}"
        .formatted(primary, id, base64Key(id));
  }

  private static String base64Key(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) (40 + seed));
    return Base64.getEncoder().encodeToString(key);
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private void asOwner(String sql) {
    JdbcClient.create(database.owner()).sql(sql).update();
  }
}
