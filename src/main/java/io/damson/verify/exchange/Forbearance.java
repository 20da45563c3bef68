package io.damson.verify.exchange;

import io.damson.dataset.RetryAfter;
import java.time.Duration;
import java.util.function.Consumer;

/** How long to wait when a server says "later": as long as it says (RFC 9110, 10.2.3), else longer each time. */
final class Forbearance {
    private static final int ATTEMPTS = 8;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Consumer<String> notices;

    Forbearance(Consumer<String> notices) {
        this.notices = notices;
    }

    void await(Exchange later, int attempt) {
        Duration wait = later.answer()
                .header("Retry-After")
                .flatMap(RetryAfter::from)
                .orElse(Duration.ofMillis(250L << attempt));
        if (attempt == ATTEMPTS || wait.compareTo(LONGEST) > 0) {
            throw new ForbearanceException("the server answered " + later.status() + " " + attempt + " times in a row"
                    + later.answer()
                            .header("Retry-After")
                            .map(said -> ", and wants to be left alone for " + wait.toSeconds() + " s more")
                            .orElse(""));
        }
        if (!wait.isZero()) {
            notices.accept("the server answered " + later.status() + "; going on in "
                    + (wait.toSeconds() > 0 ? wait.toSeconds() + " s" : wait.toMillis() + " ms"));
        }
        Client.pause(wait);
    }
}
