package io.damson.proxy.record;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All recordings: those of the keys of this process, and those of earlier ones, which wait for their keys. Thread-safe. */
final class Recordings {
    private final int maxKeys;
    private final int maxImages;
    private final NavigableMap<Integer, Recording> byNumber = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Of keys whose recordings are not known yet: what they have deleted. */
    private final Map<String, Recording> early = new HashMap<>();

    /** Those of earlier processes whose keys have not been seen yet. */
    private final Set<Integer> waiting = new HashSet<>();

    /** What became of a sighting. */
    enum Effect {
        /** It is in the record. */
        KEPT,
        /** There is no room for its images, or not for all. */
        FULL,
        /** There is no room for its key. */
        TOO_MANY_KEYS
    }

    /**
     * Goes on with what earlier processes have recorded.
     *
     * @param maxKeys how many keys are recorded
     * @param maxImages how many images of each
     */
    Recordings(int maxKeys, int maxImages, NavigableMap<Integer, List<Image>> earlier) {
        this.maxKeys = maxKeys;
        this.maxImages = maxImages;
        long now = System.nanoTime();
        earlier.forEach((number, images) -> {
            Recording recording = new Recording(Math.max(maxImages, images.size()));
            images.forEach(image -> recording.saw(image, now));
            byNumber.put(number, recording);
            waiting.add(number);
        });
    }

    /** How many keys are recorded. */
    int maxKeys() {
        return maxKeys;
    }

    /** How many images of each. */
    int maxImages() {
        return maxImages;
    }

    /** Takes in what a request with that key has shown. */
    synchronized Effect take(String key, Sighting sighting) {
        Optional<Recording> known = Optional.ofNullable(numbers.get(key)).map(byNumber::get);
        if (known.isEmpty() && !numbers.containsKey(key) && !early.containsKey(key) && isFull()) {
            return Effect.TOO_MANY_KEYS;
        }
        Recording recording = known.or(() -> assigned(key, sighting))
                .orElseGet(() -> early.computeIfAbsent(key, unknown -> new Recording(maxImages)));
        sighting.missing().ifPresent(reference -> recording.missed(reference, sighting.at()));
        boolean isRoom = true;
        for (Image image : sighting.images()) {
            isRoom &= recording.saw(Credentials.without(image, key), sighting.at());
        }
        return isRoom ? Effect.KEPT : Effect.FULL;
    }

    private boolean isFull() {
        return byNumber.size() - waiting.size() + early.size() >= maxKeys;
    }

    /** The recording that is the key's from now on; empty where it cannot be told yet. */
    private Optional<Recording> assigned(String key, Sighting sighting) {
        if (sighting.missing().isPresent() || sighting.images().isEmpty() && !waiting.isEmpty()) {
            return Optional.empty();
        }
        List<Image> images = sighting.images().stream()
                .map(image -> Credentials.without(image, key))
                .toList();
        int number = earlier(images).orElseGet(this::next);
        waiting.remove(number);
        numbers.put(key, number);
        Recording recording = byNumber.computeIfAbsent(number, unused -> new Recording(maxImages));
        Optional.ofNullable(early.remove(key)).ifPresent(recording::takeDeletions);
        return Optional.of(recording);
    }

    /** Of the recordings that wait for their keys, the one that has most of the images; the only one there is, unless they contradict it. */
    private Optional<Integer> earlier(List<Image> images) {
        Optional<Integer> only = waiting.size() == 1 && byNumber.size() == 1
                ? waiting.stream()
                        .filter(number -> at(number).contradictions(images) == 0)
                        .findFirst()
                : Optional.empty();
        return waiting.stream()
                .filter(number -> at(number).matches(images) > 0)
                .max(Comparator.comparingInt((Integer number) -> at(number).matches(images))
                        .thenComparing(Comparator.reverseOrder()))
                .or(() -> only);
    }

    private Recording at(int number) {
        return Objects.requireNonNull(byNumber.get(number));
    }

    private int next() {
        return byNumber.isEmpty() ? 1 : byNumber.lastKey() + 1;
    }

    /** The number of the key's recording; the only recording there is, where no key has been seen yet; else empty. */
    synchronized Optional<Integer> numberOf(String key) {
        return Optional.ofNullable(numbers.get(key))
                .or(() -> numbers.isEmpty() && early.isEmpty() && byNumber.size() == 1
                        ? Optional.of(byNumber.firstKey())
                        : Optional.empty());
    }

    /** For each recording, a number that grows with each change. */
    synchronized NavigableMap<Integer, Long> versions() {
        NavigableMap<Integer, Long> versions = new TreeMap<>();
        byNumber.forEach((number, recording) -> versions.put(number, recording.version()));
        return versions;
    }

    /** The images of the recording of that number, by id. */
    synchronized List<Image> images(int number) {
        return Optional.ofNullable(byNumber.get(number)).map(Recording::images).orElse(List.of());
    }

    /** All as data of the mock. */
    synchronized List<MockData> data() {
        List<MockData> all = new ArrayList<>();
        byNumber.forEach((number, recording) -> all.add(recording.data(number)));
        return all;
    }
}
