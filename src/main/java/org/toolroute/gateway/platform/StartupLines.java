package org.toolroute.gateway.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.toolroute.gateway.platform.postgres.RunningPostgres;

/** The last lines of a start: what a person needs next, and what they should know. */
@Component
final class StartupLines {
  private static final Logger LOG = LoggerFactory.getLogger("toolroute");

  private final Environment settings;
  private final Path home;
  private final boolean embeddedDatabase;
  private final ObjectProvider<AdminConnector> adminPort;

  StartupLines(
      Environment settings,
      @Value("${toolroute.home}") Path home,
      ObjectProvider<RunningPostgres> embedded,
      ObjectProvider<AdminConnector> adminPort) {
    this.settings = settings;
    this.home = home;
    this.embeddedDatabase = embedded.stream().findAny().isPresent();
    this.adminPort = adminPort;
  }

  @EventListener(ApplicationReadyEvent.class)
  void print() {
    String url = "http://" + setting("server.address") + ":" + setting("local.server.port");
    LOG.atInfo().log("ready at {} (health and metrics on port {})", url, management());
    LOG.atInfo().log(
        "operator surface at {}",
        adminPort.stream().map(AdminConnector::url).findAny().orElse(url + "/admin/v1"));
    Path credentials = home.resolve("credentials").resolve("first-credentials.env");
    if (Files.exists(credentials)) {
      LOG.atInfo().log("first credentials: {}", credentials);
      LOG.atInfo().log(
          "try: . {} && curl -s {}/api/v1/key -H \"Authorization: Bearer $TOOLROUTE_TEST_KEY\"",
          credentials,
          url);
    }
    warn();
  }

  private void warn() {
    if (embeddedDatabase) {
      LOG.atWarn()
          .log(
              "embedded PostgreSQL below {}: for one gateway on one machine; set"
                  + " SPRING_DATASOURCE_URL for a server of your own",
              home);
    }
    if (settings.getProperty("toolroute.vault.address") == null) {
      LOG.atWarn()
          .log(
              "no Vault: stored keys are protected by a key file on this machine; back it up apart"
                  + " from the database");
    }
  }

  private String management() {
    return Optional.ofNullable(settings.getProperty("local.management.port"))
        .orElseGet(() -> setting("management.server.port"));
  }

  private String setting(String name) {
    return Optional.ofNullable(settings.getProperty(name)).orElse("");
  }
}
