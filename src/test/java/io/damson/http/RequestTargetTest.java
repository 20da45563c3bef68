package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images",
                "/images(a;b'c!$&*+,=:@~)",
                "/images(%2F%25%C3%B1%F0%9F%98%80)",
                "/images?$filter=a+b&%24top=1?/",
                "/images?$filter=a%09eq%091"
            })
    void isWellFormed(String target) {
        assertThat(RequestTarget.fault(target)).isEmpty();
        assertThat(RequestTarget.printablePath(target)).isEqualTo(target.split("\\?", 2)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%, escape", "/a%4, escape", "/a%zz, escape", "/a|b, U+007C", "/a\"b, U+0022", "/a<b, U+003C",
                "/a\\b, U+005C",
        "/a{b, U+007B", "/a^b, U+005E", "/a[b, U+005B", "/ñ, U+00F1", "/%c3%28, UTF-8", "/%c0%af, UTF-8",
                "/%ed%a0%80, UTF-8",
        "/%ff, UTF-8", "/%00, control", "/%0a, control", "/%7f, control", "/%09, control", "/?%0d, control"
    })
    void isMalformed(String target, String fault) {
        assertThat(RequestTarget.fault(target).orElseThrow()).contains(fault);
    }
}
