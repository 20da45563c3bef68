package io.damson.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedEncodingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "x-gzip",
                "gzip, deflate, br, zstd",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "gzip;q=0.001",
                "gzip ; Q=1.000",
                "*",
                "*;q=0.1",
                "gzip;q=0.5",
                "identity;q=0, gzip",
                "identity;q=0.5, gzip;q=0.5",
                "*;q=0, gzip",
                ", gzip,,",
                "br;q=x, gzip"
            })
    void gzipIsAcceptedAndNotLessThanNoCoding(String field) {
        assertThat(AcceptedEncodings.preferGzip(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "br",
                "deflate",
                "identity",
                "identity;q=0",
                "gzip;q=0",
                "gzip;q=0.0",
                "gzip; q=0.000",
                "gzip;q=0, *",
                "*;q=0",
                "gzip;q=0.2, identity",
                "gzip;q=0.2, identity;q=0.5",
                "gzip;q=0.5, *;q=1",
                "gzip;q=abc",
                "gzip;q=2",
                "gzip;q=1.001",
                "gzip;q=0.0001",
                "gzip;q=",
                "gzip;q=-1",
                "gzip;",
                "gzip;v=1",
                "gzipped",
                ";;,"
            })
    void gzipIsNotAcceptedOrLessThanNoCoding(String field) {
        assertThat(AcceptedEncodings.preferGzip(field)).isFalse();
    }
}
