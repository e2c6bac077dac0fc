package org.toolroute.gateway.platform;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The time that everything in this process goes by. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }
}
