package org.toolroute.gateway.protocol.rest;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** The one rule, for all protocols, of what a request may say its JSON body is. */
public final class JsonContent {
  private static final Pattern OTHER_CHARSET =
      Pattern.compile("charset(?!=\"?utf-8\"?$).*", Pattern.CASE_INSENSITIVE);

  private JsonContent() {}

  /**
   * Refuses another type, charset or coding; further parameters of the type say nothing here.
   *
   * @param types in lower case
   * @throws GatewayException {@code unsupported_media_type}
   */
  public static void require(HttpServletRequest request, Set<String> types) {
    // Off the header itself: getCharacterEncoding answers UTF-8 whatever the caller says.
    String[] type = requireNonNullElse(request.getHeader("Content-Type"), "").split(";", -1);
    boolean utf8 =
        Arrays.stream(type)
            .map(String::strip)
            .noneMatch(part -> OTHER_CHARSET.matcher(part).matches());
    if (!types.contains(type[0].strip().toLowerCase(Locale.ROOT))
        || !utf8
        || request.getHeader("Content-Encoding") != null) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Send the body as Content-Type: application/json in UTF-8, without Content-Encoding.");
    }
  }
}
