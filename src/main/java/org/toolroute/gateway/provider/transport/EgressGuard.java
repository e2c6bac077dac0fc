package org.toolroute.gateway.provider.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the providers' hosts and nothing else. Guarantee: no connection is opened to a host that
 * no provider description names; and a provider's own public host never resolves to an address of
 * this machine or a private network, whatever its DNS answers, unless the operator configured that
 * host.
 */
public final class EgressGuard implements DnsResolver {
  private final Map<String, HostTrust> hosts;
  private final DnsResolver resolver;

  /** Where the word of a host comes from. */
  public enum HostTrust {
    /** The provider's description: public addresses only. */
    PUBLIC_ONLY,
    /** The operator's configuration: any address, loopback too. */
    OPERATORS_WORD
  }

  /**
   * @param hosts the hosts that may be called, in lower case
   */
  public EgressGuard(Map<String, HostTrust> hosts, DnsResolver resolver) {
    this.hosts = Map.copyOf(hosts);
    this.resolver = resolver;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    HostTrust trust = hosts.get(host.toLowerCase(Locale.ROOT));
    if (trust == null) {
      throw new UnknownHostException("not a provider's host");
    }
    InetAddress[] addresses = resolver.resolve(host);
    if (trust == HostTrust.PUBLIC_ONLY) {
      for (InetAddress address : addresses) {
        if (!isPublic(address)) {
          throw new UnknownHostException("a provider's host resolves to a non-public address");
        }
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return resolver.resolveCanonicalHostname(host);
  }

  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] octets = address.getAddress();
    return address instanceof Inet6Address ? isPublic6(octets) : isPublic4(octets);
  }

  private static boolean isPublic4(byte[] octets) {
    int first = octets[0] & 0xff;
    int second = octets[1] & 0xff;
    boolean sharedCarrier = first == 100 && second >= 64 && second <= 127;
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean thisNetworkOrReserved = first == 0 || first >= 240;
    return !sharedCarrier && !benchmark && !thisNetworkOrReserved;
  }

  private static boolean isPublic6(byte[] octets) {
    boolean uniqueLocal = (octets[0] & 0xfe) == 0xfc;
    boolean embedsIpv4 = octets[0] == 0 || (octets[0] == 0x20 && octets[1] == 0x02);
    return !uniqueLocal && !embedsIpv4;
  }
}
