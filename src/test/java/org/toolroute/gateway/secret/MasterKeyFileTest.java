package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.Part;

class MasterKeyFileTest {
  private static final KeyFileChecks CHECKS = new KeyFileChecks(null, List.of());

  @TempDir private Path home;
  private Path keyFile;

  @BeforeEach
  void chooseFile() {
    keyFile = home.resolve("keys/kek.json");
  }

  @Test
  void createdFileReadsBack() {
    byte[] key = AesGcm.randomBytes(32);

    new MasterKeyFile(keyFile).create(1, key, Instant.EPOCH);

    MasterKeys read = new MasterKeyFile(keyFile).read();
    assertThat(read.primary()).isEqualTo(1);
    assertThat(read.checkValue(1).orElseThrow())
        .isEqualTo(new MasterKeys(1, Map.of(1, key)).checkValue(1).orElseThrow());
  }

  @Test
  void existingFileIsNeverOverwritten() throws IOException {
    write(keyFile, "something");

    assertThatThrownBy(
            () -> new MasterKeyFile(keyFile).create(1, AesGcm.randomBytes(32), Instant.EPOCH))
        .isInstanceOf(SecretSetupException.class);
    assertThat(keyFile).hasContent("something");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
  void widerModeIsRefused(String mode) throws IOException {
    write(keyFile, json(1, 1));
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(mode));

    assertRefused(keyFile, "chmod 600");
  }

  @Test
  void symbolicLinkIsRefused() throws IOException {
    write(keyFile, json(1, 1));
    Path link = home.resolve("link.json");
    Files.createSymbolicLink(link, keyFile);

    assertRefused(link, "symbolic link");
  }

  @Test
  void fileOfAnotherUserIsRefused() throws IOException {
    Part.requireRoot("only root can give a file away");
    write(keyFile, json(1, 1));
    Files.setAttribute(keyFile, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);

    assertRefused(keyFile, "another user");
  }

  @Test
  void fileInADatabaseDirectoryIsRefused() throws IOException {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    Files.createSymbolicLink(home.resolve("elsewhere"), data);

    assertThatThrownBy(() -> CHECKS.checkPlace(data.resolve("keys/kek.json")))
        .isInstanceOf(SecretSetupException.class);
    assertThatThrownBy(() -> CHECKS.checkPlace(home.resolve("elsewhere/kek.json")))
        .isInstanceOf(SecretSetupException.class);
  }

  @Test
  void fileInABackupDirectoryIsRefused() throws IOException {
    Path backups = Files.createDirectory(home.resolve("backups"));
    KeyFileChecks checks = new KeyFileChecks(null, List.of(backups));

    assertThatThrownBy(() -> checks.checkPlace(backups.resolve("daily/kek.json")))
        .isInstanceOf(SecretSetupException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "{\"primary\":1}",
        "{\"primary\":1,\"keys\":[null]}",
        "{\"primary\":1,\"keys\":[{\"id\":1}]}",
        "{\"primary\":1,\"keys\":[],\"keys\":[]}",
        "{\"primary\":1,\"extra\":1,\"keys\":[]}",
        "{\"primary\":1,\"keys\":[]}",
        "{\"primary\":2,\"keys\":[{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY\"}]}",
        "{\"primary\":1,\"keys\":[{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"c2hvcnQ=\"}]}",
        "{\"primary\":1,\"keys\":[{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY\"},"
            + "{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY\"}]}",
        "{\"primary\":1,\"keys\":[{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY\"}]} x",
        "{\"primary\":1,\"keys\":[{\"id\":0,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY\"}]}",
        "{\"primary\":1,\"keys\":[{\"id\":1,\"created\":\"2026-01-01T00:00:00Z\",\"k\":\"KEY!\"}]}"
      })
  void damagedFileIsRefusedWithoutQuotingIt(String content) throws IOException {
    String key = base64Key(1);
    write(keyFile, content.replace("KEY", key));

    assertThatThrownBy(() -> new MasterKeyFile(keyFile).read())
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining("damaged")
        .hasNoCause()
        .message()
        .doesNotContain(key);
  }

  @Test
  void systemdCredentialIsAcceptedWithItsAccessList() throws IOException {
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    Path credential = credentials.resolve("toolroute-kek");
    write(credential, json(1, 1));
    Files.setPosixFilePermissions(credential, PosixFilePermissions.fromString("r--r-----"));

    assertThatCode(() -> new KeyFileChecks(credentials, List.of()).checkFile(credential))
        .doesNotThrowAnyException();
    assertRefused(credential, "chmod 600");
  }

  private static void assertRefused(Path file, String because) {
    assertThatThrownBy(() -> CHECKS.checkFile(file))
        .isInstanceOf(SecretSetupException.class)
        .hasMessageContaining(because)
        .hasMessageContaining(file.toString());
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
}
