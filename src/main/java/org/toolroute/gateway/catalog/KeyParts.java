package org.toolroute.gateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.toolroute.gateway.catalog.KeyPart.Role;
import org.toolroute.gateway.shared.Secret;

/** A provider key taken apart. Owns its secrets: close it after the upstream call. */
public record KeyParts(List<Value> values) implements AutoCloseable {

  public KeyParts {
    values = List.copyOf(values);
  }

  /** One part with its value; {@code open} repeats the value of a part that is no secret. */
  public record Value(KeyPart part, Secret secret, Optional<String> open) {}

  /** The part that plays that role, or empty when the key has none. */
  public Optional<Secret> find(Role role) {
    return values.stream()
        .filter(value -> value.part().role() == role)
        .map(Value::secret)
        .findFirst();
  }

  /** The parts that are no secret, by name, for paths. */
  public Map<String, String> open() {
    return values.stream()
        .filter(value -> value.open().isPresent())
        .collect(
            Collectors.toUnmodifiableMap(
                value -> value.part().name(), value -> value.open().orElseThrow()));
  }

  /** The secret parts, which no answer may show. */
  public List<Secret> secrets() {
    return values.stream().filter(value -> value.part().secret()).map(Value::secret).toList();
  }

  @Override
  public void close() {
    values.forEach(value -> value.secret().close());
  }
}
