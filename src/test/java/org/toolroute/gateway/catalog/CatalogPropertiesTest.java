package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class CatalogPropertiesTest {
  @Test
  void defaults() {
    CatalogProperties properties = bind(Map.of(), Map.of());

    assertThat(properties).isEqualTo(new CatalogProperties(Path.of("routes"), Map.of()));
  }

  @Test
  void bindsEveryKey() {
    CatalogProperties properties =
        bind(
            Map.of(
                "toolroute.routes", "/srv/routes",
                "toolroute.providers.openai.base-url", "http://127.0.0.1:9000"),
            Map.of());

    assertThat(properties.routes()).isEqualTo(Path.of("/srv/routes"));
    assertThat(properties.providers().get("openai").baseUrl()).isEqualTo("http://127.0.0.1:9000");
  }

  @Test
  void environmentVariableReplacesABaseUrl() {
    CatalogProperties properties =
        bind(Map.of(), Map.of("TOOLROUTE_PROVIDERS_OPENAI_BASEURL", "http://127.0.0.1:9001"));

    assertThat(properties.providers().get("openai").baseUrl()).isEqualTo("http://127.0.0.1:9001");
  }

  private static CatalogProperties bind(
      Map<String, Object> properties, Map<String, Object> environment) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
    sources.addLast(new MapPropertySource("test", properties));
    return new Binder(ConfigurationPropertySources.from(sources))
        .bindOrCreate("toolroute", CatalogProperties.class);
  }
}
