package org.toolroute.gateway.proof;

import java.util.List;

/** Texts that would steer a request if they were taken for more than text. */
final class HostileText {
  static final List<String> ALL =
      List.of(
          "{{env:HOME}}",
          "{{provider.openai.base-url}}",
          "${sys:user.home}",
          "${header.authorization}",
          "..",
          "../..",
          "/../../x",
          "@evil.example",
          "//evil.example/",
          "http://evil.example/",
          "\r\nHost: evil.example",
          "%0d%0aHost:%20evil.example",
          "%2e%2e%2f",
          "?x=1",
          "&to=1",
          "#fragment",
          ";a=b",
          "a\u0000b",
          "RAW(x)",
          "\ud800",
          "x\udc00",
          "\u202eevil\u202c",
          "\u05d0\u05d1 \u0627",
          "\u2028",
          "\\",
          "\"',",
          "x".repeat(300_000));

  private HostileText() {}

  /** JSON with every character escaped that could be, half surrogate pairs too. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(c ->
            json.append(
                c < ' ' || c > '~' || c == '"' || c == '\\'
                    ? "\\u%04x".formatted(c)
                    : String.valueOf((char) c)));
    return json.append('"').toString();
  }
}
