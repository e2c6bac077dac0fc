package org.toolroute.gateway.platform;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.toolroute.gateway.catalog.InvalidDescriptionsException;
import org.toolroute.gateway.platform.postgres.PostgresStartException;
import org.toolroute.gateway.secret.SecretSetupException;

/**
 * Says in a sentence why the gateway does not start and what to do, where Spring would print a
 * stack.
 */
public final class StartupFailures implements FailureAnalyzer {
  private static final String ROUTES =
      "Correct the files named above in the route folder (toolroute.routes), then start again.";

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<FailureAnalysis> analysis = analyseOne(cause);
      if (analysis.isPresent()) {
        return analysis.get();
      }
    }
    return null;
  }

  private static Optional<FailureAnalysis> analyseOne(Throwable cause) {
    return switch (cause) {
      case PostgresStartException e -> told(e, "See the sentence above.");
      case SecretSetupException e -> told(e, "See the sentence above.");
      case InvalidDescriptionsException e -> told(e, ROUTES);
      case InvalidRoutesException e -> told(e, ROUTES);
      case IllegalStateException e when isAboutSettings(e) ->
          told(e, "Correct the setting, then start again.");
      case SQLException e when Optional.ofNullable(e.getSQLState()).orElse("").startsWith("08") ->
          told(
              e,
              "Start the PostgreSQL server that spring.datasource.url names, or correct the URL;"
                  + " without it the gateway starts an embedded one.");
      default -> Optional.empty();
    };
  }

  private static boolean isAboutSettings(IllegalStateException e) {
    return Optional.ofNullable(e.getMessage()).orElse("").contains("toolroute.");
  }

  private static Optional<FailureAnalysis> told(Throwable cause, String action) {
    return Optional.of(
        new FailureAnalysis(Optional.ofNullable(cause.getMessage()).orElse(""), action, cause));
  }
}
