package io.damson.proxy.page;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps the pages of other servers away: of a name that suddenly stands for this machine a browser takes the proxy for a part (DNS
 * rebinding). Nobody can let an address, localhost or a name without a dot stand for another machine; other names have to be that of
 * {@code --host}.
 *
 * @param host what the proxy listens on
 */
record OwnHosts(String host) {
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern LOCAL = Pattern.compile("([^.]+\\.)?localhost|[a-z0-9_-]+");

    /** @throws ProblemException if the request is for another host, or comes from another page */
    void require(Map<String, List<String>> headers) {
        String asked = String.join(",", headers.getOrDefault("host", List.of())).toLowerCase(Locale.ROOT);
        String name = PORT.matcher(asked).replaceFirst("");
        boolean isOurs = ADDRESS.matcher(name).matches()
                || LOCAL.matcher(name).matches()
                || name.equals(host.toLowerCase(Locale.ROOT));
        if (!isOurs) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "The proxy's page is there for localhost, an address, or the host of --host; if " + name
                            + " is a name of this machine, start the proxy with --host " + name);
        }
        for (String origin : headers.getOrDefault("origin", List.of())) {
            if (!origin.equals("http://" + asked) && !origin.equals("https://" + asked)) {
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "The proxy's page is not there for pages of other origins");
            }
        }
    }
}
