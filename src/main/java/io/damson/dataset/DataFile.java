package io.damson.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that the mock serves, as it was read.
 *
 * @param origin its name and its digest
 * @param members what stands beside the images
 * @param isPage whether it is an answer of the API, which says of no tenant
 * @param images those that are right
 */
record DataFile(DataOrigin origin, Map<String, FileMember> members, boolean isPage, List<ImageItem.Taken> images) {
    private static final Set<String> OF_TENANT = Set.of("tenant", "apiKeys", "sandbox");

    /** Reads a file; what is wrong with it is noted. */
    static DataFile read(Path file, Refusals refusals) {
        try (InputStream content = Files.newInputStream(file)) {
            return read(file.toString(), content, refusals);
        } catch (IOException e) {
            refusals.add(String.valueOf(
                    DatasetException.unreadable(file.toString(), e).getMessage()));
            return new DataFile(new DataOrigin(file.toString(), ""), Map.of(), false, List.of());
        }
    }

    /** Reads a content of that name. */
    static DataFile read(String name, InputStream content, Refusals refusals) throws IOException {
        MessageDigest digest = sha256();
        List<ImageItem.Taken> images = new ArrayList<>();
        Map<String, FileMember> members = Map.of();
        boolean isPage = false;
        try (ImageFile file = ImageFile.open(name, new DigestInputStream(content, digest), Completeness.REFERENCE)) {
            for (Optional<ImageItem> item = file.next(); item.isPresent(); item = file.next()) {
                if (item.get() instanceof ImageItem.Taken taken) {
                    images.add(taken);
                } else if (item.get() instanceof ImageItem.Refused refused) {
                    refusals.add(refused);
                }
            }
            members = file.members();
            isPage = file.isPage() && Collections.disjoint(members.keySet(), OF_TENANT);
        } catch (DatasetException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
        DataOrigin origin = new DataOrigin(name, HexFormat.of().formatHex(digest.digest()));
        return new DataFile(origin, members, isPage, images);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
