package io.damson.server;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code localhost} stands for an address of IPv4 and for one of IPv6 (RFC 6761, section 6.3), whatever this machine's file of names has:
 * some clients try only one of them.
 */
final class LoopbackAddresses {
    private static final List<String> BOTH = List.of("127.0.0.1", "::1");

    private LoopbackAddresses() {}

    /**
     * The addresses of this machine that a name stands for beside the one that it is resolved to.
     *
     * @throws UnknownHostException if it stands for none
     */
    static List<InetAddress> besideTheFirst(String name) throws UnknownHostException, SocketException {
        List<InetAddress> others = new ArrayList<>();
        if (name.equalsIgnoreCase("localhost")) {
            InetAddress first = InetAddress.getByName(name);
            for (String text : BOTH) {
                InetAddress address = InetAddress.getByName(text);
                if (!address.equals(first) && NetworkInterface.getByInetAddress(address) != null) {
                    others.add(address);
                }
            }
        }
        return others;
    }
}
