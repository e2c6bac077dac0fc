package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.toolroute.gateway.catalog.KeyPart.Role;

/** Reads where a provider expects its key, and what the key looks like. */
final class KeyReader {
  private static final KeyPart TOKEN = new KeyPart("token", true, Role.TOKEN, Optional.empty());

  private final Place root;

  KeyReader(Place root) {
    this.root = root;
  }

  CredentialScheme credential() {
    Place credential = root.at("credential");
    String kind = credential.text("kind");
    if (kind.equals("header") != credential.has("name")) {
      credential.problem("name is given for kind header, and only for that");
    }
    return switch (kind) {
      case "bearer" -> new CredentialScheme.Bearer();
      case "basic" -> new CredentialScheme.Basic();
      case "header" -> new CredentialScheme.Header(credential.text("name"));
      default -> new CredentialScheme.None();
    };
  }

  KeyForm form(CredentialScheme scheme) {
    Place key = root.at("key");
    List<List<KeyPart>> shapes = key.has("shapes") ? shapes(key) : List.of(List.of(TOKEN));
    Set<Role> needed =
        switch (scheme) {
          case CredentialScheme.Bearer bearer -> Set.of(Role.TOKEN);
          case CredentialScheme.Header header -> Set.of(Role.TOKEN);
          case CredentialScheme.Basic basic -> Set.of(Role.USERNAME, Role.PASSWORD);
          case CredentialScheme.None none -> Set.of();
        };
    if (needed.isEmpty()) {
      if (root.has("key") || root.has("key_check")) {
        root.problem("a provider without a credential has no key and no key_check");
      }
      return new KeyForm("", List.of(), List.of());
    }
    for (List<KeyPart> shape : shapes) {
      Set<Role> roles =
          shape.stream()
              .map(KeyPart::role)
              .filter(role -> role != Role.PATH)
              .collect(Collectors.toSet());
      if (!roles.equals(needed)) {
        key.problem("each shape has one part for each of the roles " + needed);
      }
      if (shape.stream().map(KeyPart::name).distinct().count() < shape.size()) {
        key.problem("the parts of a shape have different names");
      }
    }
    return new KeyForm(key.text("hint"), shapes, wrongKinds(key));
  }

  private static List<List<KeyPart>> shapes(Place key) {
    return key.items("shapes").stream()
        .map(shape -> shape.items().stream().map(KeyReader::part).toList())
        .toList();
  }

  private static KeyPart part(Place part) {
    Role role = Role.valueOf(part.text("role").toUpperCase(Locale.ROOT));
    boolean secret = !part.has("secret") || part.flag("secret");
    if (role == Role.PATH && secret) {
      part.problem("a part of role path is shown in URLs: say secret: false");
    }
    if (!secret && (role == Role.TOKEN || role == Role.PASSWORD)) {
      part.problem("a part of role token or password is secret");
    }
    return new KeyPart(part.text("name"), secret, role, pattern(part));
  }

  private static List<KeyForm.WrongKind> wrongKinds(Place key) {
    return key.items("wrong_kinds").stream()
        .flatMap(kind ->
            pattern(kind).stream().map(form -> new KeyForm.WrongKind(form, kind.text("message"))))
        .toList();
  }

  private static Optional<Pattern> pattern(Place place) {
    try {
      return place.optionalText("pattern").map(Pattern::compile);
    } catch (PatternSyntaxException notRe2) {
      place.problem("not a pattern of RE2: look-around and back references are not");
      return Optional.empty();
    }
  }
}
