package io.damson.store;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which database, and how it is reached.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user null where the URL or the database needs none
 * @param password null where none is needed
 */
public record DatabaseConfiguration(
        String url, @Nullable String user, @Nullable String password) {
    /** Where a server keeps its data if nobody says otherwise. */
    public static final String DEFAULT_URL = "jdbc:h2:file:./damson-data/damson";

    private static final String H2 = "jdbc:h2:";

    /** @throws IllegalArgumentException if the URL is for another database */
    public DatabaseConfiguration {
        if (!url.startsWith(H2) && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the database URL has to start with jdbc:h2: or jdbc:postgresql:, as in "
                    + DEFAULT_URL + " or jdbc:postgresql://localhost/damson");
        }
    }

    /** A new database in memory, which nobody else sees and which is gone when it is closed. */
    public static DatabaseConfiguration inMemory() {
        return new DatabaseConfiguration("jdbc:h2:mem:" + UUID.randomUUID(), null, null);
    }

    /** Whether it is H2; otherwise it is PostgreSQL. */
    boolean isH2() {
        return url.startsWith(H2);
    }

    /**
     * The URL with the settings that our promises stand on, whatever the given one says: no acknowledged write is lost, strings are
     * ordered by code point, no log of
     * H2's own repeats what it was asked, and we close the database ourselves.
     */
    String effectiveUrl() {
        if (!isH2()) {
            return url;
        }
        StringBuilder effective = new StringBuilder();
        for (String part : url.split(";", -1)) {
            String setting = part.toUpperCase(Locale.ROOT);
            if (!setting.startsWith("WRITE_DELAY=")
                    && !setting.startsWith("COLLATION=")
                    && !setting.startsWith("TRACE_LEVEL_")
                    && !setting.startsWith("DB_CLOSE_")) {
                effective.append(part).append(';');
            }
        }
        return effective + "WRITE_DELAY=0;COLLATION=CHARSET_" + CodePointCharset.NAME
                + ";TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
    }

    /** Says where, without the password, also where the URL itself holds one. */
    @Override
    public String toString() {
        return url.replaceAll("(?i)(password=)[^;&]*", "$1…");
    }
}
