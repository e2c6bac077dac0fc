package org.toolroute.gateway.provider.transport;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body, after decompression, up to a limit. */
final class BoundedBody {
  private static final byte[] EMPTY = {};

  private BoundedBody() {}

  /**
   * @throws AnswerTooLargeException when the body is larger than {@code bytesMax}
   * @throws IOException when the connection breaks or the compressed form is damaged
   */
  static byte[] read(@Nullable HttpEntity entity, int bytesMax) throws IOException {
    if (entity == null) {
      return EMPTY;
    }
    if (entity.getContentLength() > bytesMax) {
      throw new AnswerTooLargeException();
    }
    InputStream content = entity.getContent();
    if (content == null) {
      return EMPTY;
    }
    byte[] body = content.readNBytes(bytesMax);
    if (body.length == bytesMax && content.read() >= 0) {
      throw new AnswerTooLargeException();
    }
    return body;
  }

  /** The provider answered with more bytes than the operation allows. */
  static final class AnswerTooLargeException extends IOException {}
}
