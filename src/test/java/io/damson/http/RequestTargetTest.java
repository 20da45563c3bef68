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
        "/a%, escape",
        "/a%4, escape",
        "/a%zz, escape",
        "/a\"b, U+0022",
        "/a<b, U+003C",
        "/a>b, U+003E",
        "/a\\b, U+005C",
        "/?a\"b, U+0022",
        "/?a<b, U+003C",
        "/?a>b, U+003E",
        "/a#b, U+0023",
        "/?a#b, U+0023",
        "/a b, U+0020",
        "/%c3%28, UTF-8",
        "/%c0%af, UTF-8",
        "/%ed%a0%80, UTF-8",
        "/%ff, UTF-8",
        "/%00, control",
        "/%0a, control",
        "/%7f, control",
        "/%09, control",
        "/?%0d, control"
    })
    void isMalformed(String target, String fault) {
        assertThat(RequestTarget.fault(RequestTarget.escaped(target)).orElseThrow())
                .contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/images([1].jpg), /images(%5B1%5D.jpg)",
                "/images(a|b^c{d}`), /images(a%7Cb%5Ec%7Bd%7D%60)",
                "/images(Ã±), /images(%C3%B1)",
                "/i?$filter=contains(reference%2C'[1]\\')&x={|^`}?, /i?$filter=contains(reference%2C'%5B1%5D%5C')&x=%7B%7C%5E%60%7D?"
            })
    void rawCharactersThatNobodyReadsInTwoWaysAreTakenAsTheirEscapes(String raw, String escaped) {
        assertThat(RequestTarget.escaped(raw)).isEqualTo(escaped);
        assertThat(RequestTarget.fault(escaped)).isEmpty();
    }
}
