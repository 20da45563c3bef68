package io.damson.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret that stands for a tenant: 1 to 4,096 visible ASCII characters, as a header can carry them. Never printed. */
public final class ApiKey {
    /** The most characters that a key has. */
    public static final int MAX_LENGTH = 4096;

    /** What every key that {@link #random()} makes begins with, so that scanners for leaked secrets can recognise it. */
    public static final String PREFIX = "damson_";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern SYNTAX = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException with the rule, if the text is no key */
    public static ApiKey of(String secret) {
        if (!SYNTAX.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "an API key has 1 to " + MAX_LENGTH + " visible ASCII characters, and no blanks");
        }
        return new ApiKey(secret);
    }

    /** The key that a text is; empty where it is none. */
    public static Optional<ApiKey> parse(String secret) {
        return SYNTAX.matcher(secret).matches() ? Optional.of(new ApiKey(secret)) : Optional.empty();
    }

    /** A new key of 256 random bits. */
    public static ApiKey random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The secret itself: to be shown once, to its owner alone. */
    public String reveal() {
        return secret;
    }

    /** SHA-256 of the secret, 32 bytes: all that is ever stored of it. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Says that it is a key, and nothing else. */
    @Override
    public String toString() {
        return "ApiKey[secret]";
    }
}
