package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveUnpackerTest {
  @TempDir Path directory;

  private interface Content {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private void unpack(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
      content.write(tar);
    }
    ArchiveUnpacker.unpack(new ByteArrayInputStream(bytes.toByteArray()), target());
  }

  private Path target() throws IOException {
    return Files.createDirectories(directory.resolve("target"));
  }

  private static void file(TarArchiveOutputStream tar, String name, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize(1);
    tar.putArchiveEntry(entry);
    tar.write('x');
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String to) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  @Test
  void programsAndLibrariesAreWrittenAndWhatCompilersNeedIsNot() throws Exception {
    unpack(tar -> {
      file(tar, "./bin/postgres", 0755);
      file(tar, "./lib/libpq.so.5.18", 0644);
      link(tar, "./lib/libpq.so.5", "libpq.so.5.18");
      file(tar, "./lib/libpq.a", 0644);
    });

    assertThat(ServerOnTest.permissions(target().resolve("bin/postgres"))).isEqualTo("rwxr-xr-x");
    assertThat(target().resolve("lib/libpq.so.5")).hasContent("x");
    assertThat(target().resolve("lib/libpq.a")).doesNotExist();
  }

  @Test
  void nothingIsWrittenOutsideOfTheDirectory() {
    assertThatThrownBy(() -> unpack(tar -> file(tar, "../evil", 0644)))
        .hasMessageContaining("reaches outside");
    assertThatThrownBy(() -> unpack(tar -> file(tar, "/evil", 0644)))
        .hasMessageContaining("reaches outside");
    assertThatThrownBy(() -> unpack(tar -> link(tar, "./lib/x.so", "../../evil")))
        .hasMessageContaining("reaches outside");
    assertThat(directory.resolve("evil")).doesNotExist();
  }
}
