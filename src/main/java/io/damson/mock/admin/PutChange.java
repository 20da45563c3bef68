package io.damson.mock.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.dataset.ImageRecord;
import io.damson.http.ProblemException;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.mock.tenant.ImageChange;
import io.damson.store.SeedStore;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code PUT} makes of an image.
 *
 * @param reference which image
 * @param members those that change
 */
record PutChange(ImageReference reference, ObjectNode members) implements ImageChange {
    private static final Set<String> FILES =
            Set.of("originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");

    @Override
    public Image apply(SeedStore.Present present, LocalDateTime now) {
        return SeedImages.changed(
                present.image().orElseGet(() -> SeedImages.newImage(id(present), reference, now)), members);
    }

    private long id(SeedStore.Present present) {
        return present.nextId().orElseGet(() -> {
            if (members.has("id")) {
                return 0;
            }
            throw ProblemException.invalid("id", "there is none after the tenant's greatest; give the image one");
        });
    }

    @Override
    public boolean namesFiles() {
        return FILES.stream().anyMatch(members::has);
    }

    @Override
    public Optional<Duration> processingFor() {
        try {
            return ImageRecord.processingFor(members);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        }
    }
}
