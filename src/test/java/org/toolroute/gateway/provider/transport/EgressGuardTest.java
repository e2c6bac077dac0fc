package org.toolroute.gateway.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.provider.transport.EgressGuard.HostTrust;

class EgressGuardTest {
  private static final Map<String, HostTrust> HOSTS =
      Map.of("api.example.com", HostTrust.PUBLIC_ONLY, "stub.local", HostTrust.OPERATORS_WORD);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "198.18.0.1",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::"
      })
  void aProvidersPublicHostNeverLeadsInside(String address) {
    assertThatThrownBy(() -> guard(address).resolve("api.example.com"))
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1::1"})
  void publicAddressesPass(String address) throws UnknownHostException {
    assertThat(guard(address).resolve("API.example.com")).hasSize(1);
  }

  @Test
  void theOperatorsWordMayBeLoopback() throws UnknownHostException {
    assertThat(guard("127.0.0.1").resolve("stub.local")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "api.example.com.evil.example", "127.0.0.1", "localhost"})
  void otherHostsAreNotResolvedAtAll(String host) {
    assertThatThrownBy(() -> guard("93.184.216.34").resolve(host))
        .isInstanceOf(UnknownHostException.class);
  }

  private static EgressGuard guard(String address) {
    return new EgressGuard(
        HOSTS,
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(address)};
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        });
  }
}
