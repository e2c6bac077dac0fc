package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A secret that must turn up nowhere, in any form that somebody could read it back from. */
public record Canary(String name, String secret) {
  private static final int EXCERPT = 120;

  /** The forms to look for, by name. */
  Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>(echoes());
    for (int shift = 0; shift < 3; shift++) {
      forms.put("base64 at " + shift, inner(Base64.getEncoder(), shift));
      forms.put("base64url at " + shift, inner(Base64.getUrlEncoder(), shift));
    }
    return forms;
  }

  /** The forms in which a provider may send it back, by name. */
  SortedMap<String, String> echoes() {
    byte[] bytes = secret.getBytes(UTF_8);
    SortedMap<String, String> echoes = new TreeMap<>();
    echoes.put("raw", secret);
    echoes.put("base64", Base64.getEncoder().encodeToString(bytes));
    echoes.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    echoes.put("base64 of a pair", Base64.getEncoder().encodeToString(pair()));
    echoes.put("hex", HexFormat.of().formatHex(bytes));
    echoes.put("HEX", HexFormat.of().withUpperCase().formatHex(bytes));
    echoes.put("url-encoded", URLEncoder.encode(secret, UTF_8));
    echoes.put("url-encoded in small letters", smallEscapes(URLEncoder.encode(secret, UTF_8)));
    echoes.put("json-escaped solidus", secret.replace("/", "\\/"));
    echoes.put("json-escaped specials", jsonEscaped("[^A-Za-z0-9-]"));
    echoes.put("json-escaped", jsonEscaped("."));
    echoes.put(
        "base64 with escaped specials",
        echoes.get("base64").replace("+", "\\u002b").replace("/", "\\/"));
    return echoes;
  }

  /** Fails when {@code text} holds it; shows what stands around it. */
  public void isNotIn(String place, String text) {
    forms()
        .forEach((form, readable) -> {
          int at = text.indexOf(readable);
          String around =
              at < 0
                  ? ""
                  : text.substring(Math.max(0, at - EXCERPT), at)
                      + "<HERE>"
                      + text.substring(
                          at + readable.length(),
                          Math.min(text.length(), at + readable.length() + EXCERPT));
          assertThat(at).as("%s (%s) in %s: %s", name, form, place, around).isEqualTo(-1);
        });
  }

  private byte[] pair() {
    return ("user:" + secret).getBytes(UTF_8);
  }

  /** The characters that depend on nothing but the secret, wherever in a text it starts. */
  private String inner(Base64.Encoder encoder, int shift) {
    byte[] padded = new String(new char[shift]).concat(secret).getBytes(ISO_8859_1);
    String encoded = encoder.withoutPadding().encodeToString(padded);
    return encoded.substring((shift * 8 + 5) / 6, padded.length * 8 / 6);
  }

  private static String smallEscapes(String encoded) {
    return encoded.replace("%2F", "%2f").replace("%2B", "%2b").replace("%3D", "%3d");
  }

  private String jsonEscaped(String pattern) {
    return secret
        .chars()
        .mapToObj(Character::toString)
        .map(text -> text.matches(pattern) ? "\\u%04x".formatted((int) text.charAt(0)) : text)
        .collect(Collectors.joining());
  }
}
