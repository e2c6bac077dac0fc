package org.toolroute.gateway.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules and which other modules each may use. */
final class Modules {
  static final String ROOT = "org.toolroute.gateway";

  /** May be used by all modules. */
  static final String SHARED = "shared";

  /**
   * By the module's package below the root. A package that has a line of its own does not follow
   * the line of the package above it.
   */
  static final Map<String, Set<String>> USES =
      Map.ofEntries(
          entry("shared", Set.of()),
          entry("change", Set.of()),
          entry("account", Set.of("change")),
          entry("catalog", Set.of("change")),
          entry("secret", Set.of("change")),
          entry("ledger", Set.of("change")),
          entry("byok", Set.of("catalog", "secret", "change")),
          entry("credential", Set.of("byok", "catalog", "secret", "change")),
          entry("execution", Set.of("account", "catalog", "credential", "ledger")),
          entry("provider", Set.of("execution", "credential", "catalog", "byok")),
          // Of the provider module, only what goes over the wire: see the rule of its own.
          entry("sandbox", Set.of("catalog", "provider")),
          entry("protocol", Set.of("account", "catalog", "execution", "protocol.rest")),
          entry(
              "protocol.rest",
              Set.of(
                  "account", "byok", "catalog", "credential", "execution", "ledger", "protocol")),
          entry(
              "protocol.mcp",
              Set.of("account", "catalog", "execution", "protocol", "protocol.rest")),
          entry(
              "protocol.a2a",
              Set.of("account", "catalog", "execution", "protocol", "protocol.rest")),
          entry(
              "protocol.functions",
              Set.of("account", "catalog", "execution", "protocol", "protocol.rest")),
          entry(
              "protocol.openapi",
              Set.of("account", "catalog", "execution", "protocol", "protocol.rest")),
          entry("admin", Set.of("account", "byok", "catalog", "ledger", "secret", "protocol.rest")),
          entry("observability", Set.of("account", "catalog", "execution", "provider")),
          entry(
              "platform",
              Set.of(
                  "account",
                  "admin",
                  "byok",
                  "catalog",
                  "change",
                  "credential",
                  "execution",
                  "ledger",
                  "observability",
                  "protocol",
                  "protocol.rest",
                  "provider",
                  "sandbox",
                  "secret")));

  private Modules() {}

  /** The module of a class; empty for what is outside the gateway or directly in its root. */
  static Optional<String> of(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT + ".")) {
      return Optional.empty();
    }
    String path = name.substring(ROOT.length() + 1);
    while (!USES.containsKey(path) && path.indexOf('.') > 0) {
      path = path.substring(0, path.lastIndexOf('.'));
    }
    return Optional.of(path);
  }

  static DescribedPredicate<JavaClass> are(String module) {
    return DescribedPredicate.describe(
        "are of " + module, type -> of(type).filter(module::equals).isPresent());
  }

  /** A module may use itself, what its line says, and the shared one. */
  static DescribedPredicate<JavaClass> notForUseBy(String module) {
    Set<String> uses = USES.getOrDefault(module, Set.of());
    return DescribedPredicate.describe(
        "of a module that " + module + " may not use",
        type ->
            of(type)
                .filter(used -> !used.equals(module) && !used.equals(SHARED))
                .filter(used -> !uses.contains(used))
                .isPresent());
  }
}
