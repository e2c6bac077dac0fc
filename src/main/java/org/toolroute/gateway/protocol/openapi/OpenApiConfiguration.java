package org.toolroute.gateway.protocol.openapi;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.execution.PublishedTools;

/** Where the document and its page are. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  ServletRegistrationBean<ReadOnlyServlet> openApiDocument(
      CallableTools callable, PublishedTools published) {
    return register(
        "openapi", new LiveDocument(new ApiDocument(callable)::write, published), "/openapi.json");
  }

  @Bean
  ServletRegistrationBean<ReadOnlyServlet> docsPage() {
    return register("docs", DocsPage.load(), "/docs/*");
  }

  private static ServletRegistrationBean<ReadOnlyServlet> register(
      String name, ReadOnlyServlet.Answers answers, String path) {
    ServletRegistrationBean<ReadOnlyServlet> registration =
        new ServletRegistrationBean<>(new ReadOnlyServlet(answers), path);
    registration.setName(name);
    return registration;
  }
}
