package io.damson.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits (RFC 4632, section 3.1).
 *
 * @param network one of them
 * @param prefix how many bits they share, 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefix) {
    private static final Pattern SYNTAX = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

    /**
     * A range as people write it: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
     *
     * @throws IllegalArgumentException with what would be right
     */
    public static AddressRange parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        InetAddress network =
                matcher.matches() ? IpAddress.parse(matcher.group(1)).orElse(null) : null;
        if (network != null) {
            int most = bits(network);
            int prefix = matcher.group(2) == null ? most : Integer.parseInt(matcher.group(2));
            if (prefix <= most) {
                return requireNoFurtherBits(new AddressRange(network, prefix), text);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a range of addresses like 10.0.0.0/8 or fd00::/8, nor an address");
    }

    /** Who writes an address of a machine before the slash may have meant that machine alone. */
    private static AddressRange requireNoFurtherBits(AddressRange range, String text) {
        int others = bits(range.network) - range.prefix;
        BigInteger address = new BigInteger(1, range.network.getAddress());
        if (!range.start(range.network).shiftLeft(others).equals(address)) {
            throw new IllegalArgumentException("'" + text + "' has more bits set than the first " + range.prefix
                    + ": give the first address of the range, or the one address without a slash");
        }
        return range;
    }

    /** Whether an address is one of them; one of IPv4 is in no range of IPv6. */
    public boolean contains(InetAddress address) {
        return bits(address) == bits(network) && start(address).equals(start(network));
    }

    private BigInteger start(InetAddress address) {
        return new BigInteger(1, address.getAddress()).shiftRight(bits(network) - prefix);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
