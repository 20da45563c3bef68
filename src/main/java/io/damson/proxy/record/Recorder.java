package io.damson.proxy.record;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.proxy.Observer;
import io.damson.tenant.ApiKey;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps every image that passes in a folder, a file of the mock for each API key: {@code recorded-1.json} has the images of the first
 * key, and so on. A state is that of the request which began last. Files never have the keys of requests; each has one of its own, such
 * as {@code recorded-1-key}. They are written a short time after a change, and on close. Thread-safe.
 */
public final class Recorder implements Observer, AutoCloseable {
    /** How many keys are recorded. */
    public static final int MAX_KEYS = 100;

    /** How many images of a key are recorded. */
    public static final int MAX_IMAGES = 200_000;

    /** How long after a change files are written, at least. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Writing takes a tenth of the time, at most. */
    private static final int SHARE = 10;

    private static final String HEADER = "X-API-KEY";

    private final RecordingFiles files;
    private final Recordings recordings;
    private final Consumer<String> notices;
    private final Map<Integer, Long> written;
    private final Rhythm writer;
    private final Set<String> told = new HashSet<>();
    private volatile Runnable listener = () -> {};
    private long refused;

    private Recorder(RecordingFiles files, Recordings recordings, Consumer<String> notices) {
        this.files = files;
        this.recordings = recordings;
        this.notices = notices;
        this.written = new HashMap<>(recordings.versions());
        this.writer = Rhythm.start("damson-record", PAUSE, SHARE, this::write);
    }

    /**
     * Goes on with what the folder has, which is made where it is not there.
     *
     * @param notices gets a line for people where something is not recorded; by any thread
     * @throws DatasetException if the folder cannot be written, or one of its recordings cannot be read
     */
    public static Recorder open(Path folder, Consumer<String> notices) {
        return open(folder, MAX_KEYS, MAX_IMAGES, notices);
    }

    static Recorder open(Path folder, int maxKeys, int maxImages, Consumer<String> notices) {
        RecordingFiles files = RecordingFiles.in(folder);
        return new Recorder(files, new Recordings(maxKeys, maxImages, files.read()), notices);
    }

    @Override
    public void judged(Verdict verdict) {
        record(verdict.passage());
    }

    @Override
    public void unjudged(Passage passage, String why) {
        record(passage);
    }

    private void record(Passage passage) {
        Optional<ApiKey> key = key(passage);
        Optional<Sighting> sighting = key.flatMap(known -> Sighting.of(passage));
        if (key.isEmpty() || sighting.isEmpty()) {
            return;
        }
        refuse(sighting.get().refused());
        switch (recordings.take(key.get().reveal(), sighting.get())) {
            case KEPT -> {}
            case FULL ->
                tell("an API key has more than " + recordings.maxImages() + " images; the others are not recorded");
            case TOO_MANY_KEYS ->
                tell("there are more than " + recordings.maxKeys() + " API keys; the others are not recorded");
        }
        writer.soon();
        listener.run();
    }

    /** Somebody learns of each change, and must not wait. */
    void whenChanged(Runnable newListener) {
        listener = newListener;
    }

    /** A key that is sent twice is none. */
    private static Optional<ApiKey> key(Passage passage) {
        List<String> given = passage.requestFields().stream()
                .filter(field -> field.name().equalsIgnoreCase(HEADER))
                .map(Field::value)
                .toList();
        return given.size() == 1 ? ApiKey.parse(given.get(0).strip()) : Optional.empty();
    }

    private synchronized void refuse(List<String> reasons) {
        if (refused == 0 && !reasons.isEmpty()) {
            notices.accept("not recorded: a row that is no image: " + reasons.get(0));
        }
        refused += reasons.size();
    }

    /** How many rows of responses were no images, and are not recorded. */
    public synchronized long refused() {
        return refused;
    }

    private synchronized void tell(String notice) {
        if (told.add(notice)) {
            notices.accept(notice);
        }
    }

    private synchronized void write() {
        for (Map.Entry<Integer, Long> version : recordings.versions().entrySet()) {
            int number = version.getKey();
            if (!version.getValue().equals(written.get(number))) {
                try {
                    files.write(number, recordings.images(number));
                    written.put(number, version.getValue());
                } catch (IOException e) {
                    tell("recordings cannot be written to " + files.folder()
                            + ", and are tried again after the next change: " + e);
                }
            }
        }
    }

    /** The number of the recording that answers a key; empty where there is none. */
    Optional<Integer> numberOf(String key) {
        return recordings.numberOf(key);
    }

    /** For each recording, a number that grows with each change. */
    NavigableMap<Integer, Long> versions() {
        return recordings.versions();
    }

    /** All that is recorded, as data of the mock. */
    List<MockData> data() {
        return recordings.data();
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        writer.close();
        write();
        if (refused() > 1) {
            notices.accept(refused() + " rows were no images, and are not recorded");
        }
    }
}
