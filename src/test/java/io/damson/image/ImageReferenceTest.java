package io.damson.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(new ImageReference("😀".repeat(255)).value()).hasSize(510);
        assertThatThrownBy(() -> new ImageReference("a".repeat(256))).hasMessageContaining("at most 255 code points");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "\n", "\u007F", "\u0085", "\uD83D", "\uDE00\uD83D"})
    void someTextIsNoReference(String text) {
        assertThatThrownBy(() -> new ImageReference(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
