package org.toolroute.bench.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application the gateway is compared with: Spring Boot and Camel with one route that answers a
 * constant. With the Spring profile {@code forward} it also has a route that forwards to the stub
 * provider.
 */
@SpringBootApplication
public class YardstickApplication {

  public static void main(String[] args) {
    SpringApplication.run(YardstickApplication.class, args);
  }
}
