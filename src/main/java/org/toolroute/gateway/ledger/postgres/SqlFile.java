package org.toolroute.gateway.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the statements under {@code sql/ledger}. */
final class SqlFile {
  private SqlFile() {}

  /** The text of {@code sql/ledger/<name>.sql}. */
  static String read(String name) {
    String path = "/sql/ledger/" + name + ".sql";
    try (InputStream file = SqlFile.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("missing statement " + path);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
