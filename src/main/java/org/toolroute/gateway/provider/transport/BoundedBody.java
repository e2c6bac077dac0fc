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
    long length = entity.getContentLength();
    if (length > bytesMax) {
      throw new AnswerTooLargeException();
    }
    InputStream content = entity.getContent();
    if (content == null) {
      return EMPTY;
    }
    // One byte more than there may be, so that the end is seen and the connection kept. A known
    // length is asked for as it is: the buffer of an unknown one starts at 16 KiB.
    byte[] body = content.readNBytes((length < 0 ? bytesMax : (int) length) + 1);
    if (body.length > bytesMax) {
      throw new AnswerTooLargeException();
    }
    return body;
  }

  /** The provider answered with more bytes than the operation allows. */
  static final class AnswerTooLargeException extends IOException {}
}
