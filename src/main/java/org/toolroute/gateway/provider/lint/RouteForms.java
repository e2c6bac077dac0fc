package org.toolroute.gateway.provider.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forms of {@code route-forms.yaml}, where all that a route file may hold is written down.
 *
 * @param forms by name
 * @param texts the kinds of scalars, by name
 * @param reasons why a member that Camel has is not allowed, by the member's name
 */
record RouteForms(
    Map<String, Yaml> forms, Map<String, TextKind> texts, Map<String, String> reasons) {
  private static final String RESOURCE = "route-forms.yaml";

  RouteForms {
    forms = Map.copyOf(forms);
    texts = Map.copyOf(texts);
    reasons = Map.copyOf(reasons);
  }

  /** A kind of scalar, and how to tell somebody what to write. */
  record TextKind(Pattern pattern, String advice) {}

  static RouteForms load() {
    Map<String, Yaml> file = members(read());
    Map<String, TextKind> texts = new LinkedHashMap<>();
    members(file.get("texts")).forEach((name, kind) -> texts.put(name, textKind(members(kind))));
    Map<String, String> reasons = new LinkedHashMap<>();
    members(file.get("reasons")).forEach((name, reason) -> reasons.put(name, text(reason)));
    return new RouteForms(members(file.get("forms")), texts, reasons);
  }

  private static TextKind textKind(Map<String, Yaml> kind) {
    return new TextKind(Pattern.compile(text(kind.get("pattern"))), text(kind.get("say")));
  }

  private static Map<String, Yaml> members(@Nullable Yaml node) {
    return ((Yaml.Mapping) requireNonNull(node, RESOURCE)).members();
  }

  private static String text(@Nullable Yaml node) {
    return ((Yaml.Scalar) requireNonNull(node, RESOURCE)).text();
  }

  private static Yaml read() {
    try (InputStream resource =
        requireNonNull(RouteForms.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return YamlReader.read(new String(resource.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (YamlRefusedException e) {
      throw new IllegalStateException(RESOURCE + ":" + e.line() + ": " + e.advice(), e);
    }
  }
}
