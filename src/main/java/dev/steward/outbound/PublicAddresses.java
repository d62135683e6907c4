package dev.steward.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names to public addresses only. The connection is made to what this returns, so a name that resolves differently
 * the next time gains nothing.
 */
final class PublicAddresses extends SystemDefaultDnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = super.resolve(host);
    var allowed = Arrays.stream(addresses)
      .filter(PublicAddresses::isPublic)
      .toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new UnknownHostException("'" + host + "' has no public address");
    }
    return allowed;
  }

  static boolean isPublic(InetAddress address) {
    return !(
      address.isAnyLocalAddress() ||
      address.isLoopbackAddress() ||
      address.isLinkLocalAddress() ||
      address.isSiteLocalAddress() ||
      address.isMulticastAddress() ||
      isSpecial(address.getAddress(), address instanceof Inet6Address)
    );
  }

  /** What {@link InetAddress} has no question for: RFC 6598 and 6890 for IPv4; unique local, mapped and translated for IPv6. */
  private static boolean isSpecial(byte[] address, boolean six) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    if (six) {
      boolean uniqueLocal = (first & 0xfe) == 0xfc;
      boolean translated = first == 0x00 && second == 0x64;
      boolean unspecifiedBlock = first == 0x00 && second == 0x00;
      boolean sixToFour = first == 0x20 && second == 0x02;
      return uniqueLocal || translated || unspecifiedBlock || sixToFour;
    }
    boolean thisNetwork = first == 0;
    boolean carrier = first == 100 && second >= 64 && second < 128;
    boolean protocolAssignments = first == 192 && second == 0 && (address[2] & 0xff) == 0;
    boolean benchmarking = first == 198 && (second == 18 || second == 19);
    boolean reserved = first >= 240;
    return thisNetwork || carrier || protocolAssignments || benchmarking || reserved;
  }
}
