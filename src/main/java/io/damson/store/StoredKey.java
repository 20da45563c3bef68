package io.damson.store;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What is known of a key, which is all but the key itself.
 *
 * @param id the store's number for it
 * @param label the text that identifies it for people
 * @param createdOn in UTC
 * @param lastUsedOn the day, in UTC; empty where it was never used
 * @param revokedOn in UTC; empty where it still stands for its tenant
 */
public record StoredKey(
        long id,
        String label,
        LocalDateTime createdOn,
        Optional<LocalDate> lastUsedOn,
        Optional<LocalDateTime> revokedOn) {}
