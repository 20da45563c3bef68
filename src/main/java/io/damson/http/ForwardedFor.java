package io.damson.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header field in which proxies name those that they have requests from. */
public enum ForwardedFor {
    /** What most proxies send: addresses, some with a port. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> nodes(String line) {
            return List.of(COMMA.split(line.strip(), -1));
        }
    },
    /** The standard (RFC 7239, section 4). */
    FORWARDED("Forwarded") {
        @Override
        List<String> nodes(String line) {
            List<String> nodes = new ArrayList<>();
            String node = "";
            Matcher pair = PAIR.matcher(line);
            while (pair.lookingAt()) {
                if (pair.group("name").toLowerCase(Locale.ROOT).equals("for")) {
                    node = pair.group("token") == null ? pair.group("quoted") : pair.group("token");
                }
                if (!pair.group("end").equals(";")) {
                    nodes.add(node);
                    node = "";
                }
                if (pair.group("end").isEmpty()) {
                    return nodes;
                }
                pair.region(pair.end(), line.length());
            }
            // Whoever wrote the beginning may have begun something that swallows the rest.
            return List.of(UNREADABLE);
        }
    };

    private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");
    private static final String UNREADABLE = "";
    private static final Pattern PAIR = Pattern.compile("[ \\t]*(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]++)="
            + "(?:(?<token>[!#$%&'*+.^_`|~0-9A-Za-z-]++)|\"(?<quoted>[^\"\\\\]*+)\")[ \\t]*(?<end>[;,]|$)");
    private static final Pattern NODE =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f.]*:[^\\]]*)]|(?<v4>[0-9.]+))(?::[0-9]{1,5})?");

    private final String header;

    ForwardedFor(String header) {
        this.header = header;
    }

    /** The name of the field. */
    public String header() {
        return header;
    }

    /** What a line of the field names, from the first that sent the request on to the last; what cannot be read is empty. */
    abstract List<String> nodes(String line);

    /**
     * The nodes that the lines of the field name, the nearest first.
     *
     * @return empty for a node whose address is not given, or cannot be read
     */
    List<Optional<InetAddress>> nearestFirst(List<String> lines) {
        List<Optional<InetAddress>> all = new ArrayList<>();
        lines.forEach(line -> nodes(line).forEach(node -> all.add(address(node))));
        Collections.reverse(all);
        return all;
    }

    private static Optional<InetAddress> address(String node) {
        Optional<InetAddress> bare = IpAddress.parse(node);
        Matcher matcher = NODE.matcher(node);
        return bare.isPresent() || !matcher.matches()
                ? bare
                : IpAddress.parse(matcher.group("v6") == null ? matcher.group("v4") : matcher.group("v6"));
    }
}
