package io.damson.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as they are written, of IPv4 with four decimal numbers, of IPv6 by RFC 4291, section 2.2. No name is ever looked up. */
public final class IpAddress {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:.]{2,45}");

    private IpAddress() {}

    /** The address that a text is; an address of IPv4 within IPv6 (RFC 4291, section 2.5.5.2) is that address. Empty where it is none. */
    public static Optional<InetAddress> parse(String text) {
        boolean ipv4 = IPV4.matcher(text).matches();
        if (!ipv4 && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets nothing is taken for a name.
            return Optional.of(InetAddress.getByName(ipv4 ? text : "[" + text + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
