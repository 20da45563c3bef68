package io.damson.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @Test
    void aRandomKeyHas256BitsAndARecognisablePrefix() {
        assertThat(ApiKey.random().reveal()).startsWith(ApiKey.PREFIX).hasSize(ApiKey.PREFIX.length() + 43);
        assertThat(ApiKey.random().reveal()).isNotEqualTo(ApiKey.random().reveal());
    }

    @Test
    void aKeyIsNeverPrinted() {
        assertThat(ApiKey.of("s3cret")).asString().doesNotContain("s3cret");
    }

    @Test
    void longKeysOfBase64CharactersAreKeys() {
        assertThat(ApiKey.of("a+/=".repeat(1024)).hash()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "ñ", "a\u007Fb"})
    void whatNoHeaderCarriesIsNoKey(String text) {
        assertThatThrownBy(() -> ApiKey.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
