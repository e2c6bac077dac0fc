package org.toolroute.gateway.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the operator surface listens when it has a port of its own. It speaks HTTP.
 *
 * @param port its TCP port; 0 for any that is free
 * @param address the address it listens on
 * @param maxConnections how many connections it takes at once
 */
@Validated
@ConfigurationProperties("toolroute.admin")
record AdminPortSettings(
    @NotNull @Min(0) @Max(65535) Integer port,
    @DefaultValue("127.0.0.1") InetAddress address,
    @DefaultValue("64") @Min(1) int maxConnections) {}
