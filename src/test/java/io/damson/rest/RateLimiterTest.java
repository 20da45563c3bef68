package io.damson.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
    @Test
    void noMoreAreCountedThanFit() {
        RateLimiter limiter = new RateLimiter(RateLimit.parse("1/1h"), 2);
        assertThat(limiter.count("a").isConsumed()).isTrue();
        assertThat(limiter.count("b").isConsumed()).isTrue();
        assertThat(limiter.count("a").isConsumed()).isFalse();
        assertThat(limiter.count("c").isConsumed()).isTrue();
        assertThat(limiter.count("a").isConsumed()).isFalse();
        assertThat(limiter.count("b").isConsumed()).isTrue();
    }
}
