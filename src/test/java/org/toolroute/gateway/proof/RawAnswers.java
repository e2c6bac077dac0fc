package org.toolroute.gateway.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.toolroute.gateway.parts.ProviderStub.Answer;

/** Answers of providers that are not JSON, or not as they are. */
public final class RawAnswers {

  private RawAnswers() {}

  public static Answer of(int status, String type, byte[] body) {
    return new Answer(status, Map.of("Content-Type", type), body);
  }

  public static Answer gzipped(byte[] body) {
    return new Answer(
        200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), body);
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
