package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but a proxy that is trusted says whom a request comes from. */
class ClientAddressesTest {
    private static final List<AddressRange> TRUSTED = Stream.of("10.0.0.0/8", "fd00::/8", "192.0.2.7")
            .map(AddressRange::parse)
            .toList();

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static void assertClient(ForwardedFor field, String peer, String lines, String client) {
        assertThat(new ClientAddresses(TRUSTED, field).of(address(peer), List.of(lines.split(" / ", -1))))
                .isEqualTo(address(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | lines of the field | client
                "9.9.9.9|1.1.1.1|9.9.9.9",
                "10.1.2.3|1.1.1.1|1.1.1.1",
                "192.0.2.7|1.1.1.1|1.1.1.1",
                "192.0.2.8|1.1.1.1|192.0.2.8",
                "::ffff:10.0.0.1|1.1.1.1|1.1.1.1",
                "fd00::1|2001:db8::1|2001:db8::1",
                "fe00::1|2001:db8::1|fe00::1",
                // What a client has forged stands to the left.
                "10.0.0.1|8.8.8.8, 1.1.1.1|1.1.1.1",
                "10.0.0.1|8.8.8.8 / 1.1.1.1|1.1.1.1",
                "10.0.0.1|8.8.8.8,1.1.1.1 , 10.0.0.2|1.1.1.1",
                "10.0.0.1|10.0.0.3, 10.0.0.2|10.0.0.3",
                "10.0.0.1|1.1.1.1:4711|1.1.1.1",
                "10.0.0.1|[2001:db8::1]:4711|2001:db8::1",
                // What cannot be read is nobody, and neither is anybody before it.
                "10.0.0.1|''|10.0.0.1",
                "10.0.0.1|1.1.1.1, unknown|10.0.0.1",
                "10.0.0.1|1.1.1.1, unknown, 10.0.0.2|10.0.0.2",
                "10.0.0.1|1.1.1.1,|10.0.0.1",
                "10.0.0.1|1.1.1|10.0.0.1",
                "10.0.0.1|999.1.1.1|10.0.0.1",
                "10.0.0.1|localhost|10.0.0.1",
                "10.0.0.1|:::|10.0.0.1",
                "10.0.0.1|[1.1.1.1]|10.0.0.1",
                "10.0.0.1|fe80::1%eth0|10.0.0.1",
                "10.0.0.1|for=1.1.1.1|10.0.0.1"
            })
    void xForwardedFor(String peer, String lines, String client) {
        assertClient(ForwardedFor.X_FORWARDED_FOR, peer, lines, client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.9.9.9|for=1.1.1.1|9.9.9.9",
                "10.0.0.1|for=1.1.1.1|1.1.1.1",
                "10.0.0.1|For=\"1.1.1.1:80\";proto=https;by=10.0.0.1|1.1.1.1",
                "10.0.0.1|proto=https;for=\"[2001:db8::1]:4711\"|2001:db8::1",
                "10.0.0.1|for=8.8.8.8, for=1.1.1.1;host=\"a,b;c\" , for=10.0.0.2|1.1.1.1",
                "10.0.0.1|for=8.8.8.8 / for=1.1.1.1|1.1.1.1",
                "10.0.0.1|for=1.1.1.1, for=_hidden|10.0.0.1",
                "10.0.0.1|for=1.1.1.1, proto=https|10.0.0.1",
                "10.0.0.1|1.1.1.1|10.0.0.1",
                "10.0.0.1|for=|10.0.0.1",
                "10.0.0.1|''|10.0.0.1",
                // A forged beginning swallows nothing: the line cannot be read, or the proxy's words are read.
                "10.0.0.1|for=8.8.8.8;x=\", for=1.1.1.1|10.0.0.1",
                "10.0.0.1|for=8.8.8.8;x=\", for=\"[2001:db8::1]\"|10.0.0.1",
                "10.0.0.1|for=8.8.8.8;x=\"\\, for=1.1.1.1;y=\"\"|10.0.0.1",
                "10.0.0.1|for=8.8.8.8;x=\" / for=1.1.1.1|1.1.1.1"
            })
    void forwarded(String peer, String lines, String client) {
        assertClient(ForwardedFor.FORWARDED, peer, lines, client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0/8",
                "proxy.example",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/-1",
                "*"
            })
    void aRangeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a range of addresses like 10.0.0.0/8");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,1.2.3.4,true",
        "0.0.0.0/0,::1,false",
        "::/0,::1,true",
        "10.0.0.0/9,10.127.0.1,true",
        "10.0.0.0/9,10.128.0.1,false"
    })
    void aRangeHoldsTheAddressesThatBeginLikeIt(String range, String address, boolean held) {
        assertThat(AddressRange.parse(range).contains(address(address))).isEqualTo(held);
    }
}
