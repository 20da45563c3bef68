package io.damson.mock.admin;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that control requests have to have.
 *
 * @param program what it is for, such as {@code mock}
 * @param key empty where they need none
 */
public record AdminKey(String program, Optional<String> key) {
    /** The header field that has it. */
    public static final String HEADER = "X-ADMIN-KEY";

    /**
     * Requires the key, where there is one.
     *
     * @param given what the request has; null where it has none
     * @throws ProblemException if it is another
     */
    public void require(@Nullable String given) {
        if (key.isPresent() && (given == null || !same(key.get(), given))) {
            throw new ProblemException(
                            ProblemType.UNAUTHORIZED,
                            "The " + program + " was started with --admin-key: send that key in the header " + HEADER)
                    .withHeader("WWW-Authenticate", "ApiKey realm=\"" + program + "\", header=\"" + HEADER + "\"");
        }
    }

    /** In a time that does not tell how much of it is right. */
    private static boolean same(String key, String given) {
        return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Says that it is a key, and nothing else. */
    @Override
    public String toString() {
        return "AdminKey[" + program + "]";
    }
}
