package io.damson.verify.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PercentTest {

    @Test
    void unreservedCharactersStandForThemselves() {
        assertThat(Percent.encode("AZaz09-._~")).isEqualTo("AZaz09-._~");
    }

    @Test
    void everythingElseIsWrittenAsUtf8() {
        assertThat(Percent.encode("a b+c/(d)'%*$\u0000")).isEqualTo("a%20b%2Bc%2F%28d%29%27%25%2A%24%00");
        assertThat(Percent.encode("ñ€😀")).isEqualTo("%C3%B1%E2%82%AC%F0%9F%98%80");
    }

    @Test
    void aLoneSurrogateIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Percent.encode("\uD83D"));
    }
}
