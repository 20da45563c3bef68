package io.damson.proxy.record;

import io.damson.dataset.DataHeader;
import io.damson.dataset.DataOrigin;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of one API key, each in its newest state: that of the request which began last. Ids and references are unique. Not
 * thread-safe.
 */
final class Recording {
    /** Deletions only matter to requests that are under way meanwhile. */
    private static final int MAX_DELETIONS = 10_000;

    private final int maxImages;
    private final Map<ImageReference, Seen> byReference = new HashMap<>();
    private final Map<Long, ImageReference> byId = new HashMap<>();
    private final Map<ImageReference, Long> deletions = new LinkedHashMap<>();
    private long version;

    /** A state, and the {@link System#nanoTime} that it is at least as new as. */
    private record Seen(Image image, long at) {}

    /** @param maxImages how many it may have */
    Recording(int maxImages) {
        this.maxImages = maxImages;
    }

    /**
     * An image was seen.
     *
     * @param at when the request began, by {@link System#nanoTime}
     * @return false where there is no room for it
     */
    boolean saw(Image image, long at) {
        if (isNewer(deletions.get(image.reference()), at)) {
            return true;
        }
        Seen same = byReference.get(image.reference());
        ImageReference sameId = byId.get(image.id());
        Seen renamed = sameId == null ? null : byReference.get(sameId);
        if (same != null && isNewer(same.at, at) || renamed != null && isNewer(renamed.at, at)) {
            return true;
        }
        if (same == null && renamed == null && byReference.size() >= maxImages) {
            return false;
        }
        if (renamed != null) {
            remove(renamed.image);
        }
        if (same != null) {
            remove(same.image);
        }
        byReference.put(image.reference(), new Seen(image, at));
        byId.put(image.id(), image.reference());
        version += same != null && same.image.equals(image) ? 0 : 1;
        return true;
    }

    /**
     * There is no image of that name.
     *
     * @param at from when on, by {@link System#nanoTime}
     */
    void missed(ImageReference reference, long at) {
        Seen seen = byReference.get(reference);
        if (seen != null && !isNewer(seen.at, at)) {
            remove(seen.image);
            version++;
        }
        if (!isNewer(deletions.get(reference), at)) {
            deletions.remove(reference);
            deletions.put(reference, at);
            if (deletions.size() > MAX_DELETIONS) {
                deletions.remove(deletions.keySet().iterator().next());
            }
        }
    }

    /** What the other knows to be missing is missing here. */
    void takeDeletions(Recording other) {
        other.deletions.forEach(this::missed);
    }

    private static boolean isNewer(@Nullable Long known, long at) {
        return known != null && known - at > 0;
    }

    private void remove(Image image) {
        byReference.remove(image.reference());
        byId.remove(image.id());
    }

    /** How many of these images it has, by id and reference. */
    int matches(Collection<Image> images) {
        return (int) images.stream()
                .filter(image -> image.reference().equals(byId.get(image.id())))
                .count();
    }

    /** How many of these images cannot be there together with those that it has. */
    int contradictions(Collection<Image> images) {
        return (int) images.stream()
                .filter(image -> !image.reference().equals(byId.get(image.id()))
                        && (byId.containsKey(image.id()) || byReference.containsKey(image.reference())))
                .count();
    }

    /** Grows with each change. */
    long version() {
        return version;
    }

    /** The images, by id. */
    List<Image> images() {
        return byReference.values().stream()
                .map(Seen::image)
                .sorted(Comparator.comparingLong(Image::id))
                .toList();
    }

    /** As data of the mock. */
    MockData data(int number) {
        DataHeader header = header(number);
        return new MockData(
                header.tenant(),
                header.apiKeys(),
                header.sandbox(),
                images(),
                Map.of(),
                new DataOrigin(name(number), String.valueOf(version)));
    }

    /** The tenant of the recording of that number, with a key that stands for nothing elsewhere. */
    static DataHeader header(int number) {
        TenantName tenant = new TenantName(name(number));
        return new DataHeader(tenant, List.of(ApiKey.of(tenant + "-key")), false);
    }

    private static String name(int number) {
        return "recorded-" + number;
    }
}
