package org.toolroute.gateway.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.toolroute.gateway.GatewayApplication;

/**
 * The whole gateway, in this process, on a free port and a database of its own, with every
 * provider's base URL pointing at a stub.
 */
public final class TestGateway implements AutoCloseable {
  /** The operator's token of every test gateway. */
  public static final String ADMIN_TOKEN = "admin-token-for-tests-0123456789abcdef";

  private final ConfigurableApplicationContext context;
  private final GatewayClient client;

  private TestGateway(ConfigurableApplicationContext context) {
    this.context = context;
    this.client = new GatewayClient(port("local.server.port"), ADMIN_TOKEN);
  }

  /** Starts a gateway on {@code database} whose providers are all {@code stub}. */
  public static TestGateway start(TestDatabase database, ProviderStub stub) {
    return start(database, stub, newHome(), Map.of());
  }

  /**
   * Starts a gateway.
   *
   * @param home its directory; two gateways on one database share the key file in it
   * @param settings further properties, or others than a test gateway has
   */
  public static TestGateway start(
      TestDatabase database, ProviderStub stub, Path home, Map<String, String> settings) {
    return start(database, stub, home, settings, GatewayApplication.class);
  }

  /**
   * Starts a gateway with faults.
   *
   * @param sources the application, and what changes its beans
   */
  public static TestGateway start(
      TestDatabase database,
      ProviderStub stub,
      Path home,
      Map<String, String> settings,
      Class<?>... sources) {
    Map<String, String> all = new LinkedHashMap<>(defaults(database, stub, home));
    all.putAll(settings);
    return new TestGateway(
        new SpringApplicationBuilder(sources)
            .run(
                all.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
  }

  static Map<String, String> defaults(TestDatabase database, ProviderStub stub, Path home) {
    Map<String, String> settings = new LinkedHashMap<>(ownSettings(stub, home));
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", TestDatabase.GATEWAY);
    settings.put("spring.datasource.password", database.password());
    settings.put("spring.flyway.url", database.jdbcUrl());
    settings.put("spring.flyway.user", TestDatabase.OWNER);
    settings.put("spring.flyway.password", database.password());
    return settings;
  }

  /** Everything but the database. */
  static Map<String, String> ownSettings(ProviderStub stub, Path home) {
    return Map.of(
        "server.port",
        "0",
        "management.server.port",
        "0",
        "toolroute.home",
        home.toString(),
        "toolroute.admin.token",
        ADMIN_TOKEN,
        "toolroute.providers.openai.base-url",
        stub.url() + "/v1",
        "toolroute.providers.twilio.base-url",
        stub.url() + "/2010-04-01",
        "toolroute.providers.tavily.base-url",
        stub.url(),
        "toolroute.providers.context7.base-url",
        stub.url() + "/api");
  }

  /** A new directory for a gateway. */
  public static Path newHome() {
    try {
      return Files.createTempDirectory("toolroute-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public GatewayClient client() {
    return client;
  }

  public int managementPort() {
    return port("local.management.port");
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  private int port(String property) {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
  }
}
