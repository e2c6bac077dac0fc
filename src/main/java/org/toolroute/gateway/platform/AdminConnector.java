package org.toolroute.gateway.platform;

import java.net.BindException;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/** The port of the operator surface. */
final class AdminConnector extends Connector {
  private final AdminPortSettings settings;

  AdminConnector(AdminPortSettings settings) {
    this.settings = settings;
    setThrowOnFailure(true);
    setPort(settings.port());
  }

  /**
   * Takes over the limits of the public port, but for the number of connections.
   *
   * @param limits what was applied to the public port
   */
  void limit(Iterable<TomcatConnectorCustomizer> limits) {
    limits.forEach(limit -> limit.customize(this));
    if (getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      protocol.setAddress(settings.address());
      protocol.setMaxConnections(settings.maxConnections());
      protocol.setExecutor(new VirtualThreadExecutor("admin-handler-"));
    }
  }

  /** The URL of the operator surface, once it is there. */
  String url() {
    return "http://" + settings.address().getHostAddress() + ":" + getLocalPort() + "/admin/v1";
  }

  @Override
  protected void startInternal() throws LifecycleException {
    try {
      super.startInternal();
    } catch (LifecycleException e) {
      // Without its cause: Spring Boot would tell of the public port.
      throw e.getCause() instanceof BindException refusal
          ? new LifecycleException(new IllegalStateException(told(refusal)))
          : e;
    }
  }

  private String told(BindException refusal) {
    return "The admin port cannot be opened at %s (toolroute.admin.port, toolroute.admin.address): %s."
        .formatted(
            settings.address().getHostAddress() + ":" + settings.port(), refusal.getMessage());
  }
}
