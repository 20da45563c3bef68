package io.damson.dataset;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tenant of the mock.
 *
 * @param tenant its name
 * @param apiKeys the keys that stand for it, one at least
 * @param sandbox whether sandboxes are copies of it
 * @param images with ids and references that are unique
 * @param processingFor how long images that are being processed stay so, by the mock's clock
 * @param origin where it comes from
 */
public record MockData(
        TenantName tenant,
        List<ApiKey> apiKeys,
        boolean sandbox,
        List<Image> images,
        Map<ImageReference, Duration> processingFor,
        DataOrigin origin) {
    private static final List<String> BUNDLED = List.of("acme", "empty", "globex");

    /**
     * Reads all data files of a folder, by name, or the one file.
     *
     * @throws DatasetException with all that is wrong in them, up to {@value Refusals#MAX} mistakes
     */
    public static List<MockData> load(Path path) {
        return DataFiles.load(path);
    }

    /** The data that come with Damson. */
    public static List<MockData> bundled() {
        return BUNDLED.stream().map(MockData::bundled).toList();
    }

    /** Whether all of them come with Damson, byte by byte. */
    public static boolean areBundled(Collection<MockData> all) {
        Set<String> digests =
                bundled().stream().map(data -> data.origin().digest()).collect(Collectors.toSet());
        return all.stream().allMatch(data -> digests.contains(data.origin().digest()));
    }

    private static MockData bundled(String name) {
        String resource = "/io/damson/mock-data/" + name + ".json";
        Refusals refusals = new Refusals();
        try (InputStream content = MockData.class.getResourceAsStream(resource)) {
            MockData data =
                    of(List.of(DataFile.read(resource, Objects.requireNonNull(content), refusals)), name, refusals);
            refusals.requireNone();
            return data;
        } catch (IOException e) {
            throw DatasetException.unreadable(resource, e);
        }
    }

    /**
     * The tenant that files are together; what is wrong with it is noted, and left out.
     *
     * @param name what the tenant is named after where the files do not say
     */
    static MockData of(List<DataFile> files, String name, Refusals refusals) {
        DataFile first = files.get(0);
        // What stands beside an answer's images says nothing of a tenant.
        DataHeader header = DataHeader.of(first.isPage() ? Map.of() : first.members(), name, refusals);
        List<ImageItem.Taken> items =
                files.stream().flatMap(file -> file.images().stream()).toList();
        return new MockData(
                header.tenant(),
                header.apiKeys(),
                header.sandbox(),
                numbered(items, refusals),
                processingFor(items),
                DataFiles.origin(files));
    }

    /** What stands beside the images in its file. */
    public DataHeader header() {
        return new DataHeader(tenant, apiKeys, sandbox);
    }

    /** Images without an id get the numbers after the greatest. */
    private static List<Image> numbered(List<ImageItem.Taken> items, Refusals refusals) {
        long greatest = items.stream()
                .mapToLong(item -> item.record().image().id())
                .max()
                .orElse(0);
        Unique<Long> ids = new Unique<>("id");
        Unique<String> references = new Unique<>("reference");
        List<Image> images = new ArrayList<>();
        for (ImageItem.Taken item : items) {
            Image image = item.record().image();
            if (!item.record().hasId()) {
                if (greatest == Long.MAX_VALUE) {
                    refusals.add(item.place() + ": there is no id after " + greatest + " for it; give it one");
                    continue;
                }
                greatest++;
                image = image.withId(greatest);
            }
            if (ids.isNew(image.id(), item.place(), refusals)
                    && references.isNew(image.reference().value(), item.place(), refusals)) {
                images.add(image);
            }
        }
        return List.copyOf(images);
    }

    private static Map<ImageReference, Duration> processingFor(List<ImageItem.Taken> items) {
        return items.stream()
                .map(ImageItem.Taken::record)
                .filter(record -> record.image().status().isInProcess()
                        && record.processingFor().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        record -> record.image().reference(),
                        record -> record.processingFor().orElseThrow(),
                        (first, second) -> first));
    }
}
