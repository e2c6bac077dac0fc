package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.Secret;

class FirstCredentialsIT {
  private static final AdminSettings NOTHING_GIVEN = new AdminSettings(null, null);
  private static final Secret GIVEN = Secret.of("correct-horse-battery-staple");

  @TempDir private Path home;
  private final TestDatabase testDatabase = TestDatabase.create();
  private final AccountNode node = new AccountNode(testDatabase);

  @AfterEach
  void stop() {
    node.close();
    testDatabase.close();
  }

  @Test
  void firstStartWritesWorkingCredentialsForTheOwnerOnly() throws IOException {
    // When
    AdminAuthentication door = firstCredentials(home).prepare(NOTHING_GIVEN);

    // Then
    Properties written = read(home);
    Account account = node.accounts.list(PageRequest.first(2)).data().getFirst();
    assertThat(account.name()).isEqualTo("default");
    assertThat(node.authentication.authenticate(secret(written, "TOOLROUTE_LIVE_KEY")))
        .matches(caller -> caller.environment() == Environment.LIVE)
        .matches(caller -> caller.account().equals(account.id()));
    assertThat(node.authentication.authenticate(secret(written, "TOOLROUTE_TEST_KEY")))
        .matches(caller -> caller.environment() == Environment.TEST);
    assertThatCode(() -> door.authenticate(secret(written, "TOOLROUTE_ADMIN_TOKEN")))
        .doesNotThrowAnyException();
    assertThat(permissions(file(home))).isEqualTo("rw-------");
    assertThat(permissions(home.resolve("credentials"))).isEqualTo("rwx------");
    assertThat(home.resolve("credentials").toFile().list())
        .containsExactly("first-credentials.env");
  }

  @Test
  void adminTokenSurvivesRestartAndNothingIsMadeAgain() throws IOException {
    // Given
    firstCredentials(home).prepare(NOTHING_GIVEN);
    Secret token = secret(read(home), "TOOLROUTE_ADMIN_TOKEN");
    Files.delete(file(home));

    // When
    AdminAuthentication door = firstCredentials(home).prepare(NOTHING_GIVEN);

    // Then
    assertThatCode(() -> door.authenticate(token)).doesNotThrowAnyException();
    assertThat(file(home)).doesNotExist();
    assertThat(node.accounts.list(PageRequest.first(9)).data()).hasSize(1);
  }

  @Test
  void databaseKeepsNoCredential() throws IOException {
    // Given
    firstCredentials(home).prepare(NOTHING_GIVEN);
    Properties written = read(home);

    // When
    List<String> rows =
        node.database
            .sql(
                """
                SELECT i::text FROM installation i UNION ALL SELECT k::text FROM gateway_key k
                """)
            .query(String.class)
            .list();

    // Then
    assertThat(written.values())
        .hasSize(3)
        .allSatisfy(value ->
            assertThat(rows).noneMatch(row -> row.contains(value.toString().substring(17))));
  }

  @Test
  void givenTokenIsUsedAndWrittenNowhere() throws IOException {
    // When
    AdminAuthentication door = firstCredentials(home).prepare(new AdminSettings(GIVEN, null));

    // Then
    assertThatCode(() -> door.authenticate(GIVEN)).doesNotThrowAnyException();
    assertThat(read(home).stringPropertyNames())
        .containsExactlyInAnyOrder("TOOLROUTE_LIVE_KEY", "TOOLROUTE_TEST_KEY");
  }

  @Test
  void tokenIsMadeLaterWhenTheOperatorTakesTheGivenOneAway() throws IOException {
    // Given
    firstCredentials(home).prepare(new AdminSettings(GIVEN, null));

    // When
    AdminAuthentication door = firstCredentials(home).prepare(NOTHING_GIVEN);

    // Then
    Properties written = readFile(home.resolve("credentials").resolve("admin-token.env"));
    assertThatCode(() -> door.authenticate(secret(written, "TOOLROUTE_ADMIN_TOKEN")))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> door.authenticate(GIVEN));
    assertThat(node.accounts.list(PageRequest.first(9)).data()).hasSize(1);
  }

  @Test
  void startThatDiedBeforeItsCommitIsMadeGoodByTheNext() throws IOException {
    // Given
    TransactionOperations dying = new DyingBeforeCommit(transaction());
    assertThatThrownBy(() ->
            new FirstCredentials(node.database, dying, node.clock, node.accounts, node.keys, home)
                .prepare(NOTHING_GIVEN))
        .hasMessage("killed");
    String leftOver = Files.readString(file(home));

    // When
    AdminAuthentication door = firstCredentials(home).prepare(NOTHING_GIVEN);

    // Then
    Properties written = read(home);
    assertThat(Files.readString(file(home))).isNotEqualTo(leftOver);
    assertThatCode(() -> door.authenticate(secret(written, "TOOLROUTE_ADMIN_TOKEN")))
        .doesNotThrowAnyException();
    assertThatCode(() -> node.authentication.authenticate(secret(written, "TOOLROUTE_LIVE_KEY")))
        .doesNotThrowAnyException();
  }

  @Test
  void nothingIsMadeWhenTheFileCannotBeWritten() throws IOException {
    // Given
    Path file = Files.createFile(home.resolve("occupied"));

    // When
    assertThatThrownBy(() -> firstCredentials(file).prepare(NOTHING_GIVEN))
        .isInstanceOf(UncheckedIOException.class);

    // Then
    assertThat(node.accounts.list(PageRequest.first(9)).data()).isEmpty();
  }

  @Test
  void ofSeveralNodesThatStartTogetherOneMakesTheCredentials() throws Exception {
    // Given
    List<Path> homes = IntStream.range(0, 4).mapToObj(n -> home.resolve("node" + n)).toList();
    List<Callable<AdminAuthentication>> starts =
        homes.stream()
            .<Callable<AdminAuthentication>>map(
                its -> () -> firstCredentials(its).prepare(NOTHING_GIVEN))
            .toList();

    // When
    List<AdminAuthentication> doors;
    try (ExecutorService threads = Executors.newFixedThreadPool(homes.size())) {
      doors = threads.invokeAll(starts).stream().map(FirstCredentialsIT::result).toList();
    }

    // Then
    List<Path> writers = homes.stream().filter(its -> Files.exists(file(its))).toList();
    assertThat(writers).hasSize(1);
    Secret token = secret(read(writers.getFirst()), "TOOLROUTE_ADMIN_TOKEN");
    assertThat(doors)
        .allSatisfy(
            door -> assertThatCode(() -> door.authenticate(token)).doesNotThrowAnyException());
    assertThat(node.accounts.list(PageRequest.first(9)).data()).hasSize(1);
  }

  private FirstCredentials firstCredentials(Path itsHome) {
    return new FirstCredentials(
        node.database, transaction(), node.clock, node.accounts, node.keys, itsHome);
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(node.pool));
  }

  private static AdminAuthentication result(Future<AdminAuthentication> start) {
    try {
      return start.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static Path file(Path home) {
    return home.resolve("credentials").resolve("first-credentials.env");
  }

  private static Properties read(Path home) throws IOException {
    return readFile(file(home));
  }

  private static Properties readFile(Path file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return properties;
  }

  private static Secret secret(Properties written, String name) {
    return Secret.of(written.getProperty(name));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Does all the work and dies before it is committed. */
  private record DyingBeforeCommit(TransactionTemplate real) implements TransactionOperations {
    @Override
    public <T> T execute(TransactionCallback<T> work) {
      return real.execute((TransactionStatus status) -> {
        work.doInTransaction(status);
        throw new IllegalStateException("killed");
      });
    }
  }
}
