package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Names one operation of one provider. Written {@code provider__operation} in function catalogues
 * (at most 40 characters, so that clients can add a prefix of their own).
 */
public record ToolName(ProviderId provider, String operation) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final int FUNCTION_NAME_LENGTH_MAX = 40;

  public ToolName {
    requireNonNull(provider, "provider");
    if (!FORM.matcher(operation).matches()
        || provider.value().length() + 2 + operation.length() > FUNCTION_NAME_LENGTH_MAX) {
      throw new IllegalArgumentException("not an operation name");
    }
  }

  /** The name under which models and agents see the operation. */
  public String functionName() {
    return provider + "__" + operation;
  }

  @Override
  public String toString() {
    return functionName();
  }
}
